import type { Selectable } from 'kysely';
import type { Store } from '../../store/store.js';
import type { Tables } from '../../store/tables.js';
import { vaultError } from '../errors.js';
import { checkProject, checkSecretName, formatSecretName, type SecretName } from '../secret-names.js';
import { checkEtag, toEtag } from './etag.js';
import { checkLabels, type Labels } from './labels.js';
import type { IfUnchanged, VaultOptions, VaultPage, VaultPageRequest, VaultSecret } from './model.js';
import { fromPageToken, toPageToken } from './page-token.js';

type SecretRow = Selectable<Tables['secrets']>;

/** The methods of the vault for secrets. */
export interface VaultSecrets {
  createSecret(name: SecretName, labels?: Labels): Promise<VaultSecret>;
  getSecret(name: SecretName): Promise<VaultSecret>;
  listSecrets(project: string, page: VaultPageRequest): Promise<VaultPage<VaultSecret>>;
  /** Deletes the secret with all its versions, permanently. */
  deleteSecret(name: SecretName, condition?: IfUnchanged): Promise<void>;
}

export function createVaultSecrets({ store, eraseRemains, now }: VaultOptions): VaultSecrets {
  return {
    async createSecret(name, labels = {}) {
      checkSecretName(name);
      checkLabels(labels);
      const { project, secret } = name;
      const create_time = new Date(now()).toISOString();
      const row = { project, secret, labels: JSON.stringify(labels), create_time, next_version: 1 };
      const { numInsertedOrUpdatedRows } = await store
        .insertInto('secrets')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n) return toSecret(row);
      throw vaultError('SECRET_EXISTS', `The secret ${formatSecretName(name)} already exists. Add a version to it.`);
    },
    getSecret: (name) => readSecret(store, name),
    async listSecrets(project, { pageSize, pageToken }) {
      checkProject(project);
      const after = fromPageToken(pageToken);
      const ofProject = store.selectFrom('secrets').where('project', '=', project);
      const rest = after
        ? ofProject.where((eb) => eb(eb.refTuple('create_time', 'secret'), '<', eb.tuple(...after)))
        : ofProject;
      const rows = await rest
        .selectAll()
        .orderBy('create_time', 'desc')
        .orderBy('secret', 'desc')
        .limit(pageSize + 1)
        .execute();
      const { total } = await ofProject.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
      const items = rows.slice(0, pageSize).map(toSecret);
      const last = rows.length > pageSize ? items.at(-1) : undefined;
      return { items, nextPageToken: last && toPageToken([last.createTime, last.secret]), totalSize: total };
    },
    async deleteSecret(name, { etag } = {}) {
      await store.transaction().execute(async (transaction) => {
        checkEtag((await readSecret(transaction, name)).etag, etag);
        for (const table of ['secret_versions', 'secrets'] as const) await deleteRows(transaction, table, name);
      });
      await eraseRemains();
    },
  };
}

/** @throws ConnectorError NOT_FOUND */
export async function readSecret(store: Store, name: SecretName): Promise<VaultSecret> {
  checkSecretName(name);
  const row = await store
    .selectFrom('secrets')
    .selectAll()
    .where('project', '=', name.project)
    .where('secret', '=', name.secret)
    .executeTakeFirst();
  if (row) return toSecret(row);
  throw secretNotFound(name);
}

export function secretNotFound(name: SecretName) {
  return vaultError('SECRET_NOT_FOUND', `The vault has no secret ${formatSecretName(name)}.`);
}

function deleteRows(store: Store, table: 'secrets' | 'secret_versions', { project, secret }: SecretName) {
  return store.deleteFrom(table).where('project', '=', project).where('secret', '=', secret).execute();
}

function toSecret({ project, secret, labels, create_time: createTime }: SecretRow): VaultSecret {
  return {
    project,
    secret,
    labels: JSON.parse(labels) as Labels,
    createTime,
    etag: toEtag(project, secret, labels, createTime),
  };
}
