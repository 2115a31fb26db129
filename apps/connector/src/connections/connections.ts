import type { Connection } from '@twilio-connector/connection';
import { canMove, moveStatus } from '@twilio-connector/connection';
import { unknownConnection } from '../access/resource-names.js';
import type { Catalog, ConnectionCheck, Runtime } from '../runtime/runtime.js';
import { catalogOf } from '../runtime/catalog.js';
import { busyConnection, SUSPENDED, suspendedConnection } from './connection-errors.js';
import type { ConnectionTable } from './connection-table.js';
import type { Lifecycle } from './lifecycle.js';
import type { LongRunningOperationTable } from './long-running-operations.js';
import type { RuntimePool } from './runtime-pool.js';
import { IN_PROGRESS_STATES, isUnchanged } from './state-transitions.js';
import { findSecretUses, type SecretUse } from './secret-uses.js';
import { type CheckStatus, checkToStatus } from './status-check.js';

/** The connections of a server, to read, change and use. */
export interface Connections
  extends Pick<Lifecycle, 'create' | 'patch' | 'tryCreate' | 'tryPatch' | 'remove'>, Pick<ConnectionTable, 'list'> {
  readonly longRunningOperations: LongRunningOperationTable;
  /** The name under which a connection is stored. Every project without such a connection shares the first connection. */
  resolve(name: string): Promise<string>;
  /** @throws ConnectorError NOT_FOUND */
  get(name: string): Promise<Connection>;
  /** The fields of all connections that refer to secrets of a project. */
  secretUses(project: string): Promise<readonly SecretUse[]>;
  /** The entity types and actions of a connection. Reads no secret and sends nothing. */
  catalog(connection: Connection): Catalog;
  /** @throws ConnectorError FAILED_PRECONDITION if the connection is suspended, being created or being deleted */
  checkUsable(connection: Connection): void;
  /** Calls `work` with the runtime of a usable connection. */
  use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T>;
  /** Checks the connection at Twilio, and stores the result as its state. */
  check(connection: Connection, onAttempt: () => void): Promise<ConnectionCheck>;
  /** Makes the next call read the connection's secrets again. */
  refresh(name: string): void;
}

export interface ConnectionsParts {
  readonly table: ConnectionTable;
  readonly longRunningOperations: LongRunningOperationTable;
  readonly lifecycle: Lifecycle;
  readonly runtimePool: RuntimePool;
  readonly checkStatus: CheckStatus;
  /** The name of the first connection. */
  readonly first: string;
}

export function createConnections(parts: ConnectionsParts): Connections {
  const { table, longRunningOperations, lifecycle, runtimePool, first } = parts;
  // A changed connection is another object, so that no entry is ever stale.
  const catalogs = new WeakMap<Connection, Catalog>();
  return {
    longRunningOperations,
    create: (name, input) => lifecycle.create(name, input),
    patch: (name, input, mask, check) => lifecycle.patch(name, input, mask, check),
    tryCreate: (name, input, onAttempt) => lifecycle.tryCreate(name, input, onAttempt),
    tryPatch: (name, input, mask, options) => lifecycle.tryPatch(name, input, mask, options),
    remove: (name) => lifecycle.remove(name),
    list: (project, location) => table.list(project, location),
    async resolve(name) {
      return withoutProject(name) === withoutProject(first) && !(await table.get(name)) ? first : name;
    },
    async get(name) {
      const connection = await table.get(name);
      if (!connection) throw unknownConnection(name);
      return connection;
    },
    secretUses: (project) => findSecretUses(table, project),
    catalog(connection) {
      const catalog = catalogs.get(connection) ?? catalogOf(connection);
      catalogs.set(connection, catalog);
      return catalog;
    },
    checkUsable,
    async use(connection, work) {
      checkUsable(connection);
      return runtimePool.use(connection, work);
    },
    check: (connection, onAttempt) => check(parts, connection, onAttempt),
    refresh: (name) => runtimePool.refresh(name),
  };
}

async function check(
  { table, checkStatus }: ConnectionsParts,
  connection: Connection,
  onAttempt: () => void,
): Promise<ConnectionCheck> {
  if (connection.suspended) return { state: 'ERROR', description: SUSPENDED };
  const answer = await checkStatus(connection, onAttempt);
  const status = checkToStatus(answer);
  const { state: before } = connection.status;
  // A change in progress sets the state itself when it ends.
  if (before !== status.state && !isInProgress(before)) {
    await table.change(connection.name, (current) =>
      // A change or a delete that came meanwhile takes precedence.
      isUnchanged(current, connection) && canMove(before, status.state)
        ? { ...current, status: moveStatus(current.status, status) }
        : undefined,
    );
  }
  return answer;
}

function isInProgress(state: Connection['status']['state']): boolean {
  const states: readonly string[] = Object.values(IN_PROGRESS_STATES);
  return states.includes(state);
}

/** `locations/{location}/connections/{connection}` */
function withoutProject(name: string): string {
  return name.split('/').slice(2).join('/');
}

function checkUsable(connection: Connection): void {
  const { suspended, status } = connection;
  if (status.state === 'CREATING' || status.state === 'DELETING') throw busyConnection(connection);
  if (suspended) throw suspendedConnection();
}
