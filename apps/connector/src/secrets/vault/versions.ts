import type { SecretVersionName } from '@twilio-connector/connection';
import type { Selectable } from 'kysely';
import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import type { Store } from '../../store/sqlite/open-store.js';
import type { Tables } from '../../store/tables.js';
import { VaultError } from '../errors.js';
import { MAX_PAYLOAD_BYTES } from '../payload-text.js';
import { checkSecretName, formatSecretVersionName, type SecretName } from '../secret-names.js';
import type {
  IfUnchanged,
  VaultOptions,
  VaultPage,
  VaultPageRequest,
  VaultVersion,
  VaultVersionState,
} from './vault.js';
import { checkEtag, toEtag } from './etag.js';
import { fromPageToken, toPageToken } from './page-token.js';
import { getSecret, noSecret } from './secrets.js';

type VersionRow = Selectable<Tables['secret_versions']>;

interface NewVersion {
  readonly payload: Uint8Array;
  readonly hasChecksum: boolean;
}

interface StateChange extends IfUnchanged {
  readonly state: VaultVersionState;
}

/** What the value of a version is sealed for: nothing else opens it. */
export function placeOf(name: SecretName & { readonly version: string | number }): string {
  return `vault ${formatSecretVersionName(name)}`;
}

/** `Vault.addVersion` */
export async function addVersion({ store, cipher, now }: VaultOptions, name: SecretName, given: NewVersion) {
  checkSecretName(name);
  const { project, secret } = name;
  const { payload, hasChecksum } = given;
  if (payload.length < 1 || payload.length > MAX_PAYLOAD_BYTES) {
    const message = `The value has ${payload.length} bytes; give 1 to ${MAX_PAYLOAD_BYTES}.`;
    throw new VaultError('INVALID_PAYLOAD', message);
  }
  const text = Buffer.from(payload).toString('base64');
  return store.transaction().execute(async (transaction) => {
    const counted = await transaction
      .updateTable('secrets')
      .set(({ eb }) => ({ next_version: eb('next_version', '+', 1) }))
      .where('project', '=', project)
      .where('secret', '=', secret)
      .returning('next_version')
      .executeTakeFirst();
    if (!counted) throw noSecret(name);
    const version = counted.next_version - 1;
    const row: VersionRow = {
      project,
      secret,
      version,
      state: 'ENABLED',
      create_time: new Date(now()).toISOString(),
      destroy_time: null,
      has_checksum: hasChecksum ? 1 : 0,
      ciphertext: cipher.seal(text, placeOf({ project, secret, version })),
    };
    await transaction.insertInto('secret_versions').values(row).execute();
    return toVersion(row);
  });
}

/** `Vault.getVersion` */
export async function getVersion({ store }: VaultOptions, name: SecretVersionName): Promise<VaultVersion> {
  return toVersion(await findRow(store, name));
}

/** `Vault.listVersions` */
export async function listVersions({ store }: VaultOptions, name: SecretName, page: VaultPageRequest) {
  const { project, secret } = await getSecret({ store }, name);
  const [after] = fromPageToken(page.pageToken) ?? [];
  const ofSecret = store.selectFrom('secret_versions').where('project', '=', project).where('secret', '=', secret);
  const rows = await (after === undefined ? ofSecret : ofSecret.where('version', '<', Number(after)))
    .selectAll()
    .orderBy('version', 'desc')
    .limit(page.pageSize + 1)
    .execute();
  const { total } = await ofSecret.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const items = rows.slice(0, page.pageSize).map(toVersion);
  const last = rows.length > page.pageSize ? items.at(-1) : undefined;
  return {
    items,
    nextPageToken: last && toPageToken([String(last.version), last.secret]),
    totalSize: total,
  } satisfies VaultPage<VaultVersion>;
}

/** `Vault.accessVersion` */
export async function accessVersion({ store, cipher }: VaultOptions, name: SecretVersionName) {
  const row = await findRow(store, name);
  const { state, ciphertext } = row;
  if (state === 'DESTROYED' || ciphertext === null) throw destroyed(row);
  if (state === 'DISABLED') {
    const message = `${formatSecretVersionName(row)} is disabled. Enable it, or use another version.`;
    throw new VaultError('SECRET_VERSION_DISABLED', message);
  }
  return { version: toVersion(row), payload: Buffer.from(cipher.open(ciphertext, placeOf(row)), 'base64') };
}

/** `Vault.enableVersion`, `disableVersion` and `destroyVersion` */
export async function setVersionState({ store, now }: VaultOptions, name: SecretVersionName, change: StateChange) {
  const { state, etag } = change;
  if (!/^\d+$/.test(name.version)) {
    const message =
      'Only a version that is given by its number is changed: what latest names may be another one by then.';
    throw new VaultError('INVALID_SECRET_NAME', message);
  }
  const changed = await store.transaction().execute(async (transaction) => {
    const row = await findRow(transaction, name);
    checkEtag(toVersion(row).etag, etag);
    if (row.state === 'DESTROYED') throw destroyed(row);
    const erased = state === 'DESTROYED' && { ciphertext: null, destroy_time: new Date(now()).toISOString() };
    const { project, secret, version } = row;
    await transaction
      .updateTable('secret_versions')
      .set({ state, ...erased })
      .where('project', '=', project)
      .where('secret', '=', secret)
      .where('version', '=', version)
      .execute();
    return { ...row, state, ...erased };
  });
  if (state === 'DESTROYED') await eraseRemains(store);
  return toVersion(changed);
}

/** @throws VaultError NOT_FOUND */
async function findRow(store: Store, name: SecretVersionName): Promise<VersionRow> {
  const { project, secret } = await getSecret({ store }, name);
  const ofSecret = store
    .selectFrom('secret_versions')
    .selectAll()
    .where('project', '=', project)
    .where('secret', '=', secret);
  if (name.version === 'latest') {
    const newest = ofSecret.orderBy('version', 'desc').limit(1);
    const row = (await newest.where('state', '=', 'ENABLED').executeTakeFirst()) ?? (await newest.executeTakeFirst());
    if (row) return row;
    throw new VaultError(
      'SECRET_VERSION_NOT_FOUND',
      `${formatSecretVersionName(name)}: the secret has no version yet.`,
    );
  }
  const version = /^[1-9]\d{0,14}$/.test(name.version) ? Number(name.version) : undefined;
  const row = version && (await ofSecret.where('version', '=', version).executeTakeFirst());
  if (row) return row;
  const message = `The secret projects/${project}/secrets/${secret} has no such version; give the number of one, or latest.`;
  throw new VaultError('SECRET_VERSION_NOT_FOUND', message);
}

function destroyed(row: VersionRow): VaultError {
  const message = `${formatSecretVersionName(row)} is destroyed, for good. Use another version, or add one.`;
  return new VaultError('SECRET_VERSION_DESTROYED', message);
}

function toVersion(row: VersionRow): VaultVersion {
  const { project, secret, version, state, create_time: createTime, destroy_time: destroyTime } = row;
  return {
    project,
    secret,
    version,
    state,
    createTime,
    destroyTime: destroyTime ?? undefined,
    hasChecksum: row.has_checksum === 1,
    etag: toEtag(project, secret, version, state, createTime),
  };
}
