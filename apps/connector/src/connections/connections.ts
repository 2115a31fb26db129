import type { Connection } from '@twilio-connector/connection';
import { canMove, moveStatus } from '@twilio-connector/connection';
import { ConnectorError } from '../errors.js';
import type { Catalog, ConnectionCheck, Runtime } from '../runtime/runtime.js';
import { catalogOf } from '../runtime/catalog.js';
import { type Checks, statusOf } from './status-check.js';
import type { ConnectionTable } from './connection-table.js';
import { busyConnection, unknownConnection } from './connection-errors.js';
import type { Lifecycle } from './lifecycle.js';
import type { OperationTable } from './long-running-operations.js';
import type { Runtimes } from './runtime-pool.js';

/** The connections of a server: looked at, changed, and put to work. */
export interface Connections extends Pick<Lifecycle, 'create' | 'patch' | 'remove'> {
  readonly operations: OperationTable;
  /** The name under which a connection is kept: that of the first connection is taken for any project. */
  resolve(name: string): Promise<string>;
  /** @throws ConnectorError NOT_FOUND */
  get(name: string): Promise<Connection>;
  /** Of one project and location, by name; `-` is every location. */
  list(project: string, location: string): Promise<readonly Connection[]>;
  /** What a connection offers: it takes no secret, and sends nothing. */
  catalog(connection: Connection): Catalog;
  /** @throws ConnectorError FAILED_PRECONDITION for one that is suspended, or is made or deleted just now */
  checkUsable(connection: Connection): void;
  /** Lends the runtime of a connection that is usable to `work`. */
  use<T>(connection: Connection, work: (runtime: Runtime) => Promise<T>): Promise<T>;
  /** Asks Twilio, and keeps what came of it as the connection's state. */
  check(connection: Connection, onAttempt: () => void): Promise<ConnectionCheck>;
  /** Reads the secrets anew at the next call. */
  refresh(name: string): void;
}

/** What they are made of. */
export interface ConnectionsParts {
  readonly table: ConnectionTable;
  readonly operations: OperationTable;
  readonly lifecycle: Lifecycle;
  readonly runtimes: Runtimes;
  readonly checks: Checks;
  /** The name of the connection that a server has from the start. */
  readonly first: string;
}

export function createConnections(parts: ConnectionsParts): Connections {
  const { table, operations, lifecycle, runtimes, checks, first } = parts;
  // A connection that is changed is another one, so that these are never out of date.
  const catalogs = new WeakMap<Connection, Catalog>();
  return {
    operations,
    create: (name, input) => lifecycle.create(name, input),
    patch: (name, input, mask) => lifecycle.patch(name, input, mask),
    remove: (name) => lifecycle.remove(name),
    async resolve(name) {
      return placeOf(name) === placeOf(first) && !(await table.get(name)) ? first : name;
    },
    async get(name) {
      const connection = await table.get(name);
      if (!connection) throw unknownConnection(name);
      return connection;
    },
    list: (project, location) => table.list(project, location),
    catalog(connection) {
      const catalog = catalogs.get(connection) ?? catalogOf(connection);
      catalogs.set(connection, catalog);
      return catalog;
    },
    checkUsable,
    async use(connection, work) {
      checkUsable(connection);
      return runtimes.use(connection, work);
    },
    async check(connection, onAttempt) {
      if (connection.suspended) {
        return { state: 'ERROR', description: 'The connection is suspended; resume it first.' };
      }
      const answer = await checks.ask(connection, onAttempt);
      const status = statusOf(answer);
      const { state: before } = connection.status;
      // What is under way says itself how it ends.
      if (before !== status.state && before !== 'CREATING' && before !== 'UPDATING' && before !== 'DELETING') {
        await table.change(connection.name, (current) =>
          // Changed or deleted meanwhile: that has the last word.
          isSame(current, connection) && canMove(before, status.state)
            ? { ...current, status: moveStatus(current.status, status) }
            : undefined,
        );
      }
      return answer;
    },
    refresh: (name) => runtimes.refresh(name),
  };
}

/** Whether nothing was done to a connection since. */
function isSame(current: Connection, since: Connection): boolean {
  return (
    current.status.state === since.status.state &&
    current.connectionRevision === since.connectionRevision &&
    current.createTime === since.createTime
  );
}

/** A name without its project. */
function placeOf(name: string): string {
  return name.split('/').slice(2).join('/');
}

function checkUsable(connection: Connection): void {
  const { suspended, status } = connection;
  if (status.state === 'CREATING' || status.state === 'DELETING') throw busyConnection(connection);
  if (suspended) {
    throw new ConnectorError('FAILED_PRECONDITION', 'The connection is suspended; resume it first.', {
      reason: 'SUSPENDED',
    });
  }
}
