import type { Connection } from '@twilio-connector/connection';
import type { Store } from '../store/store.js';

/** The connections that are kept, whole. */
export interface ConnectionTable {
  get(name: string): Promise<Connection | undefined>;
  /** Of one project and location, in the order of their names; `-` is every location. */
  list(project: string, location: string): Promise<readonly Connection[]>;
  /** Every one, of all projects. */
  all(): Promise<readonly Connection[]>;
  /** @returns false when there is one of that name already */
  insert(connection: Connection): Promise<boolean>;
  /**
   * Replaces a connection by what `change` makes of it, unless that is undefined.
   *
   * @returns the new one; undefined when there is none of that name, or `change` made none
   */
  change(name: string, change: (current: Connection) => Connection | undefined): Promise<Connection | undefined>;
  remove(name: string): Promise<void>;
}

/** Made over the store; reads are answered from memory, for this process is the only one that writes. */
export function createConnectionTable(store: Store): ConnectionTable {
  const known = new Map<string, Connection>();
  const read = ({ name, resource }: { readonly name: string; readonly resource: string }): Connection => {
    const connection = known.get(name) ?? (JSON.parse(resource) as Connection);
    known.set(name, connection);
    return connection;
  };
  return {
    async get(name) {
      const cached = known.get(name);
      if (cached) return cached;
      const row = await store.selectFrom('connections').selectAll().where('name', '=', name).executeTakeFirst();
      return row && read(row);
    },
    async list(project, location) {
      let query = store.selectFrom('connections').selectAll().where('project', '=', project).orderBy('name');
      if (location !== '-') query = query.where('location', '=', location);
      return (await query.execute()).map(read);
    },
    async all() {
      return (await store.selectFrom('connections').selectAll().orderBy('name').execute()).map(read);
    },
    async insert(connection) {
      const [, project = '', , location = ''] = connection.name.split('/');
      const row = { name: connection.name, project, location, resource: JSON.stringify(connection) };
      const result = await store
        .insertInto('connections')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      if (result.numInsertedOrUpdatedRows === 0n) return false;
      known.set(connection.name, connection);
      return true;
    },
    async change(name, change) {
      const changed = await store.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('connections').selectAll().where('name', '=', name).executeTakeFirst();
        const next = row && change(JSON.parse(row.resource) as Connection);
        if (!next) return undefined;
        const resource = JSON.stringify(next);
        await transaction.updateTable('connections').set({ resource }).where('name', '=', name).execute();
        return next;
      });
      if (changed) known.set(name, changed);
      return changed;
    },
    async remove(name) {
      await store.deleteFrom('connections').where('name', '=', name).execute();
      known.delete(name);
    },
  };
}
