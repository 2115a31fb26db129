import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StoreError } from '../errors.js';
import { MIGRATIONS } from '../migrations.js';
import type { Store } from '../store.js';
import type { Tables } from '../tables.js';
import { NodeSqliteDialect, openSqlite } from './node-sqlite.js';

/** The database file in a data folder. */
export const STORE_FILE = 'connector.db';

/**
 * Opens the store of a data folder. Creates the folder, accessible only to its owner, and missing tables. A write is flushed
 * to the disk before it resolves, so a crash loses nothing. Deleted data is overwritten in the file, so a destroyed secret
 * does not remain there.
 *
 * @throws StoreError for a folder that a newer version has written
 */
export async function openStore(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, STORE_FILE);
  const database = openSqlite(file);
  chmodSync(file, 0o600);
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON',
  );
  const store = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  try {
    await migrate(store, folder);
    return store;
  } catch (error) {
    await store.destroy();
    throw error;
  }
}

async function migrate(store: Store, folder: string): Promise<void> {
  const known = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const newer = (await executedMigrations(store)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (newer.length > 0) {
    throw new StoreError(
      `The data folder ${folder} was written by a newer version (${newer.join(', ')}). Start that version, or restore a backup made by this version.`,
    );
  }
  const { error } = await new Migrator({ db: store, provider: known }).migrateToLatest();
  if (error !== undefined) {
    throw new StoreError(`The data folder ${folder} could not be migrated. It is unchanged.`, {
      cause: error,
    });
  }
}

async function executedMigrations(store: Store): Promise<readonly string[]> {
  const tables = await store.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await store
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
