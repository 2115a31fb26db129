import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPgliteEngine } from '../../src/index.js';
import { loadParser, parseStatements } from '../../src/syntax/parse.js';
import { openShop } from './shop.js';

// What clients asked a PostgreSQL 18 for, recorded from psql's \d commands and its tab completion, pgjdbc's DatabaseMetaData, and
// SQLAlchemy's reflection. `{messages}` stands for the OID of that table.

const engine = createPgliteEngine({ hasSpare: false });
const shop = openShop(engine);
let messages: string;

beforeAll(async () => {
  await loadParser();
  const { rows } = await shop.query("select 'messages'::regclass::oid");
  messages = String(rows[0]?.[0]);
});
afterAll(() => engine.close());

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.sql'));

test.each(files)('every query of %s is answered', async (file) => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('{messages}', messages);
  const statements = await parseStatements(text);
  expect(statements.length).toBeGreaterThan(20);
  const failures: unknown[] = [];
  for (const { sql } of statements) {
    await shop.query(sql).catch(({ message }: Error) => failures.push({ sql, message }));
  }
  expect(failures).toEqual([]);
});
