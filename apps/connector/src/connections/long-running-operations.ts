import { randomUUID } from 'node:crypto';
import type { Store } from '../store/store.js';

/** What can be done to a connection in a long-running operation. */
type OperationVerb = 'create' | 'update' | 'delete';

/** How an operation ended: with what it made, or with an error of Google's kind. */
export type Outcome =
  { readonly response: object } | { readonly error: { readonly code: number; readonly message: string } };

/** Google's `Operation`: https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.operations */
export interface Operation {
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

/** The operations that are kept. */
export interface OperationTable {
  begin(target: string, verb: OperationVerb): Promise<Operation>;
  /** An operation that has ended stays as it is. */
  end(name: string, outcome: Outcome): Promise<Operation>;
  requestCancellation(name: string): Promise<Operation | undefined>;
  get(name: string): Promise<Operation | undefined>;
  /** Of one project and location, the newest first; `-` is every location. */
  list(project: string, location: string): Promise<readonly Operation[]>;
  /** Those that have not ended, of all projects. */
  unfinished(): Promise<readonly Operation[]>;
  remove(name: string): Promise<void>;
  /** Removes those that ended and began longer ago than they are kept. */
  purge(): Promise<void>;
}

const OPERATION_METADATA = 'type.googleapis.com/google.cloud.connectors.v1.OperationMetadata';
const KEPT_MS = 30 * 24 * 3_600_000;

/** @param now milliseconds since 1970 */
export function createOperationTable(store: Store, now: () => number): OperationTable {
  return {
    get: (name) => getOperation(store, name),
    begin: (target, verb) => begin(store, newOperation(target, verb, now())),
    async end(name, outcome) {
      const endTime = new Date(now()).toISOString();
      const ended = await change(store, name, ({ metadata, ...operation }) => ({
        ...operation,
        metadata: { ...metadata, endTime },
        done: true,
        ...outcome,
      }));
      if (!ended) throw new Error(`There is no operation ${name} to end.`);
      return ended;
    },
    requestCancellation: (name) =>
      change(store, name, ({ metadata, ...operation }) => ({
        ...operation,
        metadata: { ...metadata, requestedCancellation: true },
      })),
    async list(project, location) {
      let query = store.selectFrom('operations').select('resource').where('project', '=', project);
      if (location !== '-') query = query.where('location', '=', location);
      return (await query.orderBy('create_time', 'desc').orderBy('name').execute()).map(read);
    },
    async unfinished() {
      const open = store.selectFrom('operations').select('resource').where('done', '=', 0);
      return (await open.orderBy('create_time').orderBy('name').execute()).map(read);
    },
    async remove(name) {
      await store.deleteFrom('operations').where('name', '=', name).execute();
    },
    async purge() {
      const before = new Date(now() - KEPT_MS).toISOString();
      await store.deleteFrom('operations').where('done', '=', 1).where('create_time', '<', before).execute();
    },
  };
}

function newOperation(target: string, verb: OperationVerb, now: number): Operation {
  const [, project = '', , location = ''] = target.split('/');
  return {
    name: `projects/${project}/locations/${location}/operations/operation-${now}-${randomUUID()}`,
    metadata: {
      '@type': OPERATION_METADATA,
      createTime: new Date(now).toISOString(),
      target,
      verb,
      requestedCancellation: false,
      apiVersion: 'v1',
    },
    done: false,
  };
}

async function begin(store: Store, operation: Operation): Promise<Operation> {
  const { name, metadata } = operation;
  const [, project = '', , location = ''] = name.split('/');
  const row = { name, project, location, target: metadata.target, done: 0, create_time: metadata.createTime };
  await store
    .insertInto('operations')
    .values({ ...row, resource: JSON.stringify(operation) })
    .execute();
  return operation;
}

async function getOperation(store: Store, name: string): Promise<Operation | undefined> {
  const row = await store.selectFrom('operations').select('resource').where('name', '=', name).executeTakeFirst();
  return row && read(row);
}

/** What has ended is answered as it is. */
function change(store: Store, name: string, to: (operation: Operation) => Operation): Promise<Operation | undefined> {
  return store.transaction().execute(async (transaction) => {
    const before = await getOperation(transaction, name);
    if (!before || before.done) return before;
    const operation = to(before);
    const row = { done: operation.done ? 1 : 0, resource: JSON.stringify(operation) };
    await transaction.updateTable('operations').set(row).where('name', '=', name).execute();
    return operation;
  });
}

function read({ resource }: { readonly resource: string }): Operation {
  return JSON.parse(resource) as Operation;
}
