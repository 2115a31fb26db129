import type { Selectable } from 'kysely';
import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import type { Store } from '../../store/sqlite/open-store.js';
import type { Tables } from '../../store/tables.js';
import { VaultError } from '../errors.js';
import { checkLabels, type Labels } from './labels.js';
import { checkProject, checkSecretName, formatSecretName, type SecretName } from '../secret-names.js';
import type { IfUnchanged, VaultOptions, VaultPage, VaultPageRequest, VaultSecret } from './vault.js';
import { checkEtag, toEtag } from './etag.js';
import { fromPageToken, toPageToken } from './page-token.js';

type SecretRow = Selectable<Tables['secrets']>;

/** `Vault.createSecret` */
export async function createSecret({ store, now }: VaultOptions, name: SecretName, labels: Labels) {
  checkSecretName(name);
  checkLabels(labels);
  const { project, secret } = name;
  const row = {
    project,
    secret,
    labels: JSON.stringify(labels),
    create_time: new Date(now()).toISOString(),
    next_version: 1,
  };
  const { numInsertedOrUpdatedRows } = await store
    .insertInto('secrets')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return toSecret(row);
  throw new VaultError('SECRET_EXISTS', `There is a secret ${formatSecretName(name)} already; add a version to it.`);
}

/** `Vault.getSecret` */
export async function getSecret({ store }: Pick<VaultOptions, 'store'>, name: SecretName): Promise<VaultSecret> {
  checkSecretName(name);
  const row = await store
    .selectFrom('secrets')
    .selectAll()
    .where('project', '=', name.project)
    .where('secret', '=', name.secret)
    .executeTakeFirst();
  if (row) return toSecret(row);
  throw noSecret(name);
}

/** `Vault.listSecrets` */
export async function listSecrets({ store }: VaultOptions, project: string, page: VaultPageRequest) {
  checkProject(project);
  const after = fromPageToken(page.pageToken);
  const ofProject = store.selectFrom('secrets').where('project', '=', project);
  const rest = after
    ? ofProject.where((eb) => eb(eb.refTuple('create_time', 'secret'), '<', eb.tuple(...after)))
    : ofProject;
  const rows = await rest
    .selectAll()
    .orderBy('create_time', 'desc')
    .orderBy('secret', 'desc')
    .limit(page.pageSize + 1)
    .execute();
  const { total } = await ofProject.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const items = rows.slice(0, page.pageSize).map(toSecret);
  const last = rows.length > page.pageSize ? items.at(-1) : undefined;
  return {
    items,
    nextPageToken: last && toPageToken([last.createTime, last.secret]),
    totalSize: total,
  } satisfies VaultPage<VaultSecret>;
}

/** `Vault.deleteSecret` */
export async function deleteSecret({ store }: VaultOptions, name: SecretName, { etag }: IfUnchanged): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    checkEtag((await getSecret({ store: transaction }, name)).etag, etag);
    for (const table of ['secret_versions', 'secrets'] as const) {
      await deleteRows(transaction, table, name);
    }
  });
  await eraseRemains(store);
}

/** There is no such secret: what every method of its versions answers as well. */
export function noSecret(name: SecretName): VaultError {
  return new VaultError('SECRET_NOT_FOUND', `There is no secret ${formatSecretName(name)} in the vault.`);
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
