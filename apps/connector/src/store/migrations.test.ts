import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { onTestFinished, expect, test } from 'vitest';
import { MIGRATIONS } from './migrations.js';
import { NodeSqliteDialect } from './sqlite/node-sqlite.js';
import { openStore } from './sqlite/open-store.js';

/** A folder with the database of the build before the second migration, with its settings and the given rows. */
async function folderOfFirstBuild(rows: string) {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-migration-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = new DatabaseSync(join(folder, 'connector.db'));
  database.exec('PRAGMA journal_mode = WAL');
  const [[name, first]] = Object.entries(MIGRATIONS) as [[string, (typeof MIGRATIONS)[string]]];
  const db = new Kysely<unknown>({ dialect: new NodeSqliteDialect(database) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ [name]: first }) },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  database.exec(rows);
  await db.destroy();
  return folder;
}

const AUDIT = (id: string, resource: string) =>
  `INSERT INTO audit VALUES ('${id}', '2026-11-25', 'token:a', 'm', '${resource}', 'OK', NULL);`;

test('a database of the previous version keeps its rows, and its audit records are found by their project', async () => {
  const folder = await folderOfFirstBuild(`
    ${AUDIT('01', 'projects/p/locations/l/connections/c')} ${AUDIT('02', 'projects/p')} ${AUDIT('03', 'projects/p2')}
    ${AUDIT('04', 'tokens/ci')} ${AUDIT('05', '')}
    INSERT INTO idempotency VALUES ('token:a', 'k', 'f', '2026-11-25', 'answer');
    INSERT INTO policies VALUES ('projects/p', '{}', 'e');`);
  const store = await openStore(folder);
  const audit = await store.selectFrom('audit').select(['id', 'project', 'count']).orderBy('id').execute();
  expect(audit.map(({ id, project, count }) => [id, project, count])).toEqual([
    ['01', 'p', 1],
    ['02', 'p', 1],
    ['03', 'p2', 1],
    ['04', '', 1],
    ['05', '', 1],
  ]);
  expect(await store.selectFrom('idempotency').selectAll().execute()).toEqual([
    { caller: 'token:a', key: 'k', fingerprint: 'f', create_time: '2026-11-25', answer: 'answer', answer_digest: null },
  ]);
  expect(await store.selectFrom('policies').selectAll().execute()).toHaveLength(1);
  expect(await store.selectFrom('properties').selectAll().execute()).toEqual([]);
  await store.destroy();
  await (await openStore(folder)).destroy();
});

test('a migration sets the project of every audit record, however many there are', async () => {
  const ids = Array.from({ length: 12_000 }, (_, index) => String(index).padStart(6, '0'));
  const folder = await folderOfFirstBuild(
    `BEGIN; ${ids.map((id, index) => AUDIT(id, `projects/p${index % 3}/x`)).join('')} COMMIT`,
  );
  const store = await openStore(folder);
  const counts = await store
    .selectFrom('audit')
    .select(({ fn }) => ['project', fn.countAll<number>().as('count')])
    .groupBy('project')
    .orderBy('project')
    .execute();
  expect(counts).toEqual(['p0', 'p1', 'p2'].map((project) => ({ project, count: 4000 })));
  await store.destroy();
});
