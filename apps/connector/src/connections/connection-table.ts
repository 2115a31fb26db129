import type { Connection } from '@twilio-connector/connection';
import type { Store } from '../store/store.js';
import { createStoredCache } from '../store/stored-cache.js';

/** Further writes of the same transaction, such as the start of a long-running operation. */
export type AlsoWrite = (transaction: Store, connection: Connection) => Promise<unknown>;

/** The stored connections. */
export interface ConnectionTable {
  get(name: string): Promise<Connection | undefined>;
  /** The connection if it is in memory, which it is while it is in use and this process is the only writer. */
  inMemory(name: string): Connection | undefined;
  /** The connections of one project and location, sorted by name. The location `-` means all locations. */
  list(project: string, location: string): Promise<readonly Connection[]>;
  /** The connections of all projects, sorted by name. */
  all(): Promise<readonly Connection[]>;
  /** @returns false if a connection of this name exists; then `also` is not called */
  insert(connection: Connection, also?: AlsoWrite): Promise<boolean>;
  /**
   * Replaces a connection with the result of `change`. If that is undefined, nothing is written and `also` is not called.
   *
   * @returns the new connection, or undefined if there is no connection of this name or nothing was written
   */
  change(
    name: string,
    change: (current: Connection) => Connection | undefined,
    also?: AlsoWrite,
  ): Promise<Connection | undefined>;
  remove(name: string, also?: (transaction: Store) => Promise<unknown>): Promise<void>;
}

interface ConnectionTableOptions {
  readonly store: Store;
  /** Whether this process is the only writer of the store, so that connections can be cached. */
  readonly isOnlyWriter: boolean;
}

export function createConnectionTable({ store, isOnlyWriter }: ConnectionTableOptions): ConnectionTable {
  const cache = createStoredCache<Connection>({ isOnlyWriter });
  const read = ({ name, resource }: { readonly name: string; readonly resource: string }): Connection => {
    const connection = cache.get(name) ?? parse(resource);
    cache.set(name, connection);
    return connection;
  };
  return {
    async get(name) {
      const cached = cache.get(name);
      if (cached) return cached;
      const row = await store.selectFrom('connections').selectAll().where('name', '=', name).executeTakeFirst();
      return row && read(row);
    },
    inMemory: (name) => cache.get(name),
    async list(project, location) {
      let query = store.selectFrom('connections').selectAll().where('project', '=', project).orderBy('name');
      if (location !== '-') query = query.where('location', '=', location);
      return (await query.execute()).map(read);
    },
    async all() {
      return (await store.selectFrom('connections').selectAll().orderBy('name').execute()).map(read);
    },
    async insert(connection, also) {
      const isInserted = await store.transaction().execute(async (transaction) => {
        if (!(await insert(transaction, connection))) return false;
        await also?.(transaction, connection);
        return true;
      });
      if (isInserted) cache.set(connection.name, connection);
      return isInserted;
    },
    async change(name, change, also) {
      const changed = await store.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('connections').selectAll().where('name', '=', name).executeTakeFirst();
        const next = row && change(parse(row.resource));
        if (!next) return undefined;
        const resource = JSON.stringify(next);
        await transaction.updateTable('connections').set({ resource }).where('name', '=', name).execute();
        await also?.(transaction, next);
        return next;
      });
      if (changed) cache.set(name, changed);
      return changed;
    },
    async remove(name, also) {
      await store.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('connections').where('name', '=', name).execute();
        await also?.(transaction);
      });
      cache.delete(name);
    },
  };
}

/** @returns false if a connection of this name exists */
async function insert(store: Store, connection: Connection): Promise<boolean> {
  const [, project = '', , location = ''] = connection.name.split('/');
  const result = await store
    .insertInto('connections')
    .values({ name: connection.name, project, location, resource: JSON.stringify(connection) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows !== 0n;
}

function parse(resource: string): Connection {
  return JSON.parse(resource) as Connection;
}
