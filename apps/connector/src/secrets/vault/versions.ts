import type { SecretVersionName } from '@twilio-connector/connection';
import type { Store } from '../../store/store.js';
import { vaultError } from '../errors.js';
import { MAX_PAYLOAD_BYTES } from '../payload-text.js';
import { checkSecretName, formatSecretVersionName, type SecretName } from '../secret-names.js';
import { checkEtag } from './etag.js';
import type {
  IfUnchanged,
  VaultOptions,
  VaultPage,
  VaultPageRequest,
  VaultVersion,
  VaultVersionState,
} from './model.js';
import { fromPageToken, toPageToken } from './page-token.js';
import { readSecret, secretNotFound } from './secrets.js';
import { findVersion, sealContextOf, toVersion, updateVersion, type VersionRow } from './version-rows.js';

/** The methods of the vault for versions of secrets. */
export interface VaultVersions {
  /** @param payload 1 byte to 64 KiB */
  addVersion(
    name: SecretName,
    payload: Uint8Array,
    options?: { readonly hasChecksum?: boolean },
  ): Promise<VaultVersion>;
  /** @param name with a version number, or `latest` for the highest enabled version */
  getVersion(name: SecretVersionName): Promise<VaultVersion>;
  listVersions(name: SecretName, page: VaultPageRequest): Promise<VaultPage<VaultVersion>>;
  /** Reads the value. @param name as for `getVersion` */
  accessVersion(name: SecretVersionName): Promise<{ readonly version: VaultVersion; readonly payload: Buffer }>;
  /** @param name with a version number, as in the next two methods */
  enableVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
  disableVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
  /** Erases the value, from the disk too. */
  destroyVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
}

export function createVaultVersions(options: VaultOptions): VaultVersions {
  const { store, cipher, now } = options;
  return {
    async addVersion(name, payload, { hasChecksum = false } = {}) {
      checkSecretName(name);
      checkPayload(payload);
      const text = Buffer.from(payload).toString('base64');
      return store.transaction().execute(async (transaction) => {
        const key = { project: name.project, secret: name.secret, version: await takeNumber(transaction, name) };
        const row: VersionRow = {
          ...key,
          state: 'ENABLED',
          create_time: new Date(now()).toISOString(),
          destroy_time: null,
          has_checksum: hasChecksum ? 1 : 0,
          ciphertext: cipher.seal(text, sealContextOf(key)),
        };
        await transaction.insertInto('secret_versions').values(row).execute();
        return toVersion(row);
      });
    },
    getVersion: async (name) => toVersion(await findVersion(store, name)),
    listVersions: (name, page) => listVersions(store, name, page),
    async accessVersion(name) {
      const row = await findVersion(store, name);
      const { state, ciphertext } = row;
      if (state === 'DESTROYED' || ciphertext === null) throw destroyed(row);
      if (state === 'DISABLED') {
        const message = `${formatSecretVersionName(row)} is disabled. Enable it, or use another version.`;
        throw vaultError('SECRET_VERSION_DISABLED', message);
      }
      return { version: toVersion(row), payload: Buffer.from(cipher.open(ciphertext, sealContextOf(row)), 'base64') };
    },
    enableVersion: (name, { etag } = {}) => setState(options, name, { state: 'ENABLED', etag }),
    disableVersion: (name, { etag } = {}) => setState(options, name, { state: 'DISABLED', etag }),
    destroyVersion: (name, { etag } = {}) => setState(options, name, { state: 'DESTROYED', etag }),
  };
}

function checkPayload({ length }: Uint8Array): void {
  if (length >= 1 && length <= MAX_PAYLOAD_BYTES) return;
  throw vaultError('INVALID_PAYLOAD', `The value has ${length} bytes. Send 1 to ${MAX_PAYLOAD_BYTES} bytes.`);
}

/** Takes the next version number of a secret. @throws ConnectorError NOT_FOUND */
async function takeNumber(transaction: Store, name: SecretName): Promise<number> {
  const counted = await transaction
    .updateTable('secrets')
    .set(({ eb }) => ({ next_version: eb('next_version', '+', 1) }))
    .where('project', '=', name.project)
    .where('secret', '=', name.secret)
    .returning('next_version')
    .executeTakeFirst();
  if (counted) return counted.next_version - 1;
  throw secretNotFound(name);
}

async function listVersions(store: Store, name: SecretName, { pageSize, pageToken }: VaultPageRequest) {
  const { project, secret } = await readSecret(store, name);
  const [after] = fromPageToken(pageToken) ?? [];
  const ofSecret = store.selectFrom('secret_versions').where('project', '=', project).where('secret', '=', secret);
  const rows = await (after === undefined ? ofSecret : ofSecret.where('version', '<', Number(after)))
    .selectAll()
    .orderBy('version', 'desc')
    .limit(pageSize + 1)
    .execute();
  const { total } = await ofSecret.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const items = rows.slice(0, pageSize).map(toVersion);
  const last = rows.length > pageSize ? items.at(-1) : undefined;
  return { items, nextPageToken: last && toPageToken([String(last.version), last.secret]), totalSize: total };
}

async function setState(
  { store, eraseRemains, now }: VaultOptions,
  name: SecretVersionName,
  { state, etag }: IfUnchanged & { readonly state: VaultVersionState },
): Promise<VaultVersion> {
  if (!/^\d+$/.test(name.version)) {
    const message =
      'To change a version, give its number instead of latest: latest may point to another version by then.';
    throw vaultError('INVALID_SECRET_NAME', message);
  }
  const changed = await store.transaction().execute(async (transaction) => {
    const row = await findVersion(transaction, name);
    checkEtag(toVersion(row).etag, etag);
    if (row.state === 'DESTROYED') throw destroyed(row);
    const erased = state === 'DESTROYED' && { ciphertext: null, destroy_time: new Date(now()).toISOString() };
    await updateVersion(transaction, row, { state, ...erased });
    return { ...row, state, ...erased };
  });
  if (state === 'DESTROYED') await eraseRemains();
  return toVersion(changed);
}

function destroyed(row: VersionRow) {
  const message = `${formatSecretVersionName(row)} is permanently destroyed. Use another version, or add one.`;
  return vaultError('SECRET_VERSION_DESTROYED', message);
}
