import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

const page = readFileSync(new URL('../../../docs/sql-questions.md', import.meta.url), 'utf8');
/** A question with its statement, and the requests that it takes. */
const QUESTIONS = [...page.matchAll(/### (.+)\n\n```sql\n([\s\S]+?);\n```\n\n(\d+) requests?/g)].map(
  ([, question = '', sql = '', requests]) => [question, sql, Number(requests)] as const,
);

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

function run(sql: string) {
  return bed.request(`/v2/${CONNECTION}:executeSqlQuery`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${bed.token}` },
    body: JSON.stringify({ query: { query: sql } }),
  });
}

test('docs/sql-questions.md asks ten questions', () => {
  expect(QUESTIONS).toHaveLength(10);
});

test.each(QUESTIONS)('%s', async (_question, sql, requests) => {
  bed.simulator.journal.clear();
  const { json } = await run(sql);
  expect(json.error).toBeUndefined();
  expect(json.results.length).toBeGreaterThan(0);
  expect([json.metadata.twilio.requests, bed.simulator.journal.count]).toEqual([requests, requests]);
});

test('the tables of other connectors have the names here that docs/sql-questions.md says', async () => {
  const [, , ...rows] = page
    .slice(page.indexOf('## Coming from'))
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const ours = rows.map((row) => row.split('|')[3] ?? '').flatMap((cell) => cell.match(/`[a-z_]+`/g) ?? []);
  const names = new Set(ours.map((name) => name.slice(1, -1)));
  const { json } = await bed.request(`/sql/v1/${CONNECTION}/tables`, {
    headers: { Authorization: `Bearer ${bed.token}` },
  });
  const tables = json.tables as readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string }[];
  }[];
  const known = new Set(tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]));
  expect([...names].filter((name) => !known.has(name))).toEqual([]);
});
