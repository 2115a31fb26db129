import { randomUUID } from 'node:crypto';
import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../store/clock.js';

/** The change that a long-running operation makes to its connection. */
export type Verb = 'create' | 'update' | 'delete';

/** The result of a long-running operation: a resource, or an error with a code of `google.rpc.Code`. */
export type Outcome =
  { readonly response: object } | { readonly error: { readonly code: number; readonly message: string } };

/** Google's `Operation`: https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.operations */
export interface LongRunningOperation {
  readonly name: string;
  readonly metadata: {
    readonly '@type': string;
    readonly createTime: string;
    readonly endTime?: string;
    readonly target: string;
    readonly verb: string;
    readonly requestedCancellation: boolean;
    readonly apiVersion: 'v1';
  };
  readonly done: boolean;
  readonly response?: object;
  readonly error?: object;
}

/** The stored long-running operations. */
export interface LongRunningOperationTable {
  /** @param transaction the transaction to write in */
  insert(operation: LongRunningOperation, transaction?: Store): Promise<LongRunningOperation>;
  /**
   * Stores the outcome. A long-running operation that has ended keeps its outcome.
   *
   * @param transaction the transaction to write in
   */
  end(name: string, outcome: Outcome, transaction?: Store): Promise<LongRunningOperation>;
  requestCancellation(name: string): Promise<LongRunningOperation | undefined>;
  get(name: string): Promise<LongRunningOperation | undefined>;
  /** Those of one project and location, newest first. The location `-` means all locations. */
  list(project: string, location: string): Promise<readonly LongRunningOperation[]>;
  /** Those that have not ended, of all projects, oldest first. */
  unfinished(): Promise<readonly LongRunningOperation[]>;
  remove(name: string): Promise<void>;
  /** Removes finished ones after 30 days. @returns their number */
  purge(options: PurgeOptions): Promise<number>;
}

const METADATA_TYPE = 'type.googleapis.com/google.cloud.connectors.v1.OperationMetadata';
const RETENTION_MS = 30 * 24 * 3_600_000;

export function createLongRunningOperationTable(store: Store, now: Clock): LongRunningOperationTable {
  const inTransaction = <T>(work: (transaction: Store) => Promise<T>) => store.transaction().execute(work);
  return {
    get: (name) => select(store, name),
    insert: (operation, transaction = store) => insert(transaction, operation),
    async end(name, outcome, transaction) {
      const endTime = new Date(now()).toISOString();
      const end = (within: Store) =>
        updateUnfinished(within, name, ({ metadata, ...rest }) => ({
          ...rest,
          metadata: { ...metadata, endTime },
          done: true,
          ...outcome,
        }));
      const ended = await (transaction ? end(transaction) : inTransaction(end));
      if (!ended) throw new Error(`Long-running operation ${name} not found.`);
      return ended;
    },
    requestCancellation: (name) =>
      inTransaction((transaction) =>
        updateUnfinished(transaction, name, ({ metadata, ...rest }) => ({
          ...rest,
          metadata: { ...metadata, requestedCancellation: true },
        })),
      ),
    async list(project, location) {
      let query = store.selectFrom('operations').select('resource').where('project', '=', project);
      if (location !== '-') query = query.where('location', '=', location);
      return (await query.orderBy('create_time', 'desc').orderBy('name').execute()).map(parse);
    },
    async unfinished() {
      const query = store.selectFrom('operations').select('resource').where('done', '=', 0);
      return (await query.orderBy('create_time').orderBy('name').execute()).map(parse);
    },
    async remove(name) {
      await store.deleteFrom('operations').where('name', '=', name).execute();
    },
    purge: ({ now: time, pause }) => purge(store, new Date(time - RETENTION_MS).toISOString(), pause),
  };
}

/**
 * A long-running operation that has not been stored yet.
 *
 * @param target the name of the connection
 * @param now milliseconds since 1970
 */
export function createLongRunningOperation(target: string, verb: Verb, now: number): LongRunningOperation {
  const [, project = '', , location = ''] = target.split('/');
  return {
    name: `projects/${project}/locations/${location}/operations/operation-${now}-${randomUUID()}`,
    metadata: {
      '@type': METADATA_TYPE,
      createTime: new Date(now).toISOString(),
      target,
      verb,
      requestedCancellation: false,
      apiVersion: 'v1',
    },
    done: false,
  };
}

async function insert(store: Store, operation: LongRunningOperation): Promise<LongRunningOperation> {
  const { name, metadata } = operation;
  const [, project = '', , location = ''] = name.split('/');
  const row = { name, project, location, target: metadata.target, done: 0, create_time: metadata.createTime };
  await store
    .insertInto('operations')
    .values({ ...row, resource: JSON.stringify(operation) })
    .execute();
  return operation;
}

async function select(store: Store, name: string): Promise<LongRunningOperation | undefined> {
  const row = await store.selectFrom('operations').select('resource').where('name', '=', name).executeTakeFirst();
  return row && parse(row);
}

function purge(store: Store, before: string, pause: PurgeOptions['pause']): Promise<number> {
  const find = (limit: number) =>
    store
      .selectFrom('operations')
      .select(({ fn }) => ['name', fn<number>('octet_length', ['resource']).as('bytes')])
      .where('done', '=', 1)
      .where('create_time', '<', before)
      .orderBy('create_time')
      .limit(limit)
      .execute();
  const remove = async (rows: readonly { readonly name: string }[]) => {
    const names = rows.map(({ name }) => name);
    return (await store.deleteFrom('operations').where('name', 'in', names).executeTakeFirst()).numDeletedRows;
  };
  return purgeInBatches({ find, remove }, pause);
}

/** @returns the updated operation, or the unchanged one if it has ended */
async function updateUnfinished(
  transaction: Store,
  name: string,
  update: (operation: LongRunningOperation) => LongRunningOperation,
): Promise<LongRunningOperation | undefined> {
  const before = await select(transaction, name);
  if (!before || before.done) return before;
  const operation = update(before);
  const row = { done: operation.done ? 1 : 0, resource: JSON.stringify(operation) };
  await transaction.updateTable('operations').set(row).where('name', '=', name).execute();
  return operation;
}

function parse({ resource }: { readonly resource: string }): LongRunningOperation {
  return JSON.parse(resource) as LongRunningOperation;
}
