import { readdirSync, readFileSync } from 'node:fs';
import { readStatements } from '@twilio-connector/sql';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresBed, startPostgresBed } from './postgres-bed.js';

// What clients ask a PostgreSQL 18 for: recorded from psql's \d commands and its tab completion, pgjdbc's DatabaseMetaData and
// SQLAlchemy's reflection, and written after the sources of DBeaver, Grafana and Metabase. `{messages}` stands for the OID of that table.

let bed: PostgresBed;
let client: pg.Client;
let messages: string;
beforeAll(async () => {
  bed = await startPostgresBed();
  client = await bed.connect();
  const { rows } = await client.query<{ readonly oid: number }>("select 'messages'::regclass::oid");
  messages = String(rows[0]?.oid);
});
afterAll(() => bed.close());

const FOLDER = new URL('catalog-queries/', import.meta.url);

test.each(readdirSync(FOLDER))('every query of %s is answered, and some tell of messages', async (file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8').replaceAll('{messages}', messages);
  const failures: unknown[] = [];
  const answers: string[] = [];
  for (const { sql } of await readStatements(text)) {
    const answer = await client.query(sql).catch(({ message }: Error) => failures.push({ sql, message }));
    answers.push(JSON.stringify(answer));
  }
  expect(failures).toEqual([]);
  expect(answers.filter((answer) => answer.includes('messages')).length).toBeGreaterThan(0);
  expect(bed.simulator.journal.count).toBe(0);
});
