import { randomUUID } from 'node:crypto';
import type { Store } from '../store/open.js';

/** What can be done to a connection in a long-running operation. */
type OperationVerb = 'create' | 'update' | 'delete';

/** How an operation ended: with what it made, or with an error of Google's kind. */
export type Outcome =
  | { readonly response: object }
  | { readonly error: { readonly code: number; readonly message: string; readonly details?: readonly object[] } };

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
  /** Of one project and location, the newest first. */
  list(project: string, location: string): Promise<readonly Operation[]>;
  /** Those that have not ended, of all projects. */
  unfinished(): Promise<readonly Operation[]>;
  remove(name: string): Promise<void>;
  /** Removes those that ended before a moment. */
  purge(before: number): Promise<void>;
}

const OPERATION_METADATA = 'type.googleapis.com/google.cloud.connectors.v1.OperationMetadata';

/** @param now milliseconds since 1970 */
export function createOperationTable(store: Store, now: () => number): OperationTable {
  const time = () => new Date(now()).toISOString();
  const read = ({ resource }: { readonly resource: string }) => JSON.parse(resource) as Operation;
  const get = async (name: string) => {
    const row = await store.selectFrom('operations').select('resource').where('name', '=', name).executeTakeFirst();
    return row && read(row);
  };
  const change = async (name: string, change: (operation: Operation) => Operation) => {
    const before = await get(name);
    if (!before || before.done) return before;
    const operation = change(before);
    const row = { done: operation.done ? 1 : 0, resource: JSON.stringify(operation) };
    await store.updateTable('operations').set(row).where('name', '=', name).execute();
    return operation;
  };
  return {
    get,
    async begin(target, verb) {
      const [, project = '', , location = ''] = target.split('/');
      const createTime = time();
      const operation: Operation = {
        name: `projects/${project}/locations/${location}/operations/operation-${now()}-${randomUUID()}`,
        metadata: {
          '@type': OPERATION_METADATA,
          createTime,
          target,
          verb,
          requestedCancellation: false,
          apiVersion: 'v1',
        },
        done: false,
      };
      const { name } = operation;
      const row = { name, project, location, target, done: 0, create_time: createTime };
      await store
        .insertInto('operations')
        .values({ ...row, resource: JSON.stringify(operation) })
        .execute();
      return operation;
    },
    async end(name, outcome) {
      const ended = await change(name, (operation) => ({
        ...operation,
        metadata: { ...operation.metadata, endTime: time() },
        done: true,
        ...outcome,
      }));
      if (!ended) throw new Error(`There is no operation ${name} to end.`);
      return ended;
    },
    requestCancellation: (name) =>
      change(name, (operation) => ({
        ...operation,
        metadata: { ...operation.metadata, requestedCancellation: true },
      })),
    async list(project, location) {
      let query = store.selectFrom('operations').select('resource').where('project', '=', project);
      if (location !== '-') query = query.where('location', '=', location);
      return (await query.orderBy('create_time', 'desc').orderBy('name').execute()).map(read);
    },
    async unfinished() {
      return (await store.selectFrom('operations').select('resource').where('done', '=', 0).execute()).map(read);
    },
    async remove(name) {
      await store.deleteFrom('operations').where('name', '=', name).execute();
    },
    async purge(before) {
      const end = new Date(before).toISOString();
      await store.deleteFrom('operations').where('done', '=', 1).where('create_time', '<', end).execute();
    },
  };
}
