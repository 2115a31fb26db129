import type { SecretVersionName } from '@twilio-connector/connection';
import type { Selectable } from 'kysely';
import type { Store } from '../../store/store.js';
import type { Tables } from '../../store/tables.js';
import { vaultError } from '../errors.js';
import { formatSecretName, formatSecretVersionName, type SecretName } from '../secret-names.js';
import { toEtag } from './etag.js';
import type { VaultVersion } from './model.js';
import { readSecret } from './secrets.js';

/** A row of `secret_versions`. */
export type VersionRow = Selectable<Tables['secret_versions']>;

/** Identifies one row of `secret_versions`. */
export interface VersionKey extends SecretName {
  readonly version: number;
}

/** The context that a value is sealed for. The value does not open in any other context. */
export function sealContextOf(key: VersionKey): string {
  return `vault ${formatSecretVersionName(key)}`;
}

/** @throws ConnectorError NOT_FOUND */
export async function findVersion(store: Store, name: SecretVersionName): Promise<VersionRow> {
  const { project, secret } = await readSecret(store, name);
  const ofSecret = store
    .selectFrom('secret_versions')
    .selectAll()
    .where('project', '=', project)
    .where('secret', '=', secret);
  if (name.version === 'latest') {
    const newest = ofSecret.orderBy('version', 'desc').limit(1);
    const row = (await newest.where('state', '=', 'ENABLED').executeTakeFirst()) ?? (await newest.executeTakeFirst());
    if (row) return row;
    const message = `${formatSecretVersionName(name)} does not exist: the secret has no versions yet.`;
    throw vaultError('SECRET_VERSION_NOT_FOUND', message);
  }
  const version = /^[1-9]\d{0,14}$/.test(name.version) ? Number(name.version) : undefined;
  const row = version && (await ofSecret.where('version', '=', version).executeTakeFirst());
  if (row) return row;
  // The requested version is not repeated: it may be a secret value in the wrong place.
  const message = `The secret ${formatSecretName({ project, secret })} has no such version. Use the number of an existing version, or latest.`;
  throw vaultError('SECRET_VERSION_NOT_FOUND', message);
}

/** Writes some columns of one version. */
export async function updateVersion(
  store: Store,
  { project, secret, version }: VersionKey,
  columns: Partial<Pick<VersionRow, 'state' | 'ciphertext' | 'destroy_time'>>,
): Promise<void> {
  await store
    .updateTable('secret_versions')
    .set(columns)
    .where('project', '=', project)
    .where('secret', '=', secret)
    .where('version', '=', version)
    .execute();
}

export function toVersion(row: VersionRow): VaultVersion {
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
