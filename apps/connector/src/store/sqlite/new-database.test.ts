import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../migrations.js';
import { NodeSqliteDialect } from './node-sqlite.js';

/** The statements that make a database like this one, which all migrations have made of an empty one. */
function statementsOf(database: DatabaseSync): readonly string[] {
  const tables = database.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid').all();
  const names = database.prepare('SELECT name FROM kysely_migration ORDER BY name').all();
  return [
    ...tables.map(({ sql }) => String(sql)),
    "insert into kysely_migration_lock (id, is_locked) values ('migration_lock', 0)",
    ...names.map(
      ({ name }) =>
        `insert into kysely_migration (name, timestamp) values ('${String(name)}', strftime('%Y-%m-%dT%H:%M:%fZ'))`,
    ),
  ];
}

test('a new database is like one of which all migrations were made', async () => {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<unknown>({ dialect: new NodeSqliteDialect(database) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  expect(error).toBeUndefined();
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const filled = tables.filter(({ name }) => database.prepare(`SELECT 1 FROM "${String(name)}" LIMIT 1`).get());
  // The file has the rows of these tables only.
  expect(filled.map(({ name }) => name)).toEqual(['kysely_migration', 'kysely_migration_lock']);
  const source = `/** Makes the tables of a new database, as all migrations together do. Written by new-database.test.ts with -u. */
export const NEW_DATABASE = \`
${statementsOf(database).join(';\n')};
\`;
`;
  await expect(source).toMatchFileSnapshot('new-database.ts');
  await db.destroy();
});
