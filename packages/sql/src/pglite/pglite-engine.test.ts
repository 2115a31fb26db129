import { afterAll, expect, test } from 'vitest';
import type { Statement } from '../engine/engine.js';
import { createPgliteEngine } from './pglite-engine.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

const never = new AbortController().signal;
const statement = (sql: string, more: Partial<Statement> = {}): Statement => ({
  sql,
  parameters: [],
  slots: [],
  timeZone: 'UTC',
  nowMs: Date.UTC(2026, 10, 30, 12),
  ...more,
});
const people = {
  name: 'people_1',
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'name', type: 'text' },
  ],
} as const;

test('the engine runs a statement over the rows that it is given, and forgets them', async () => {
  const sql = 'select p.id + 1 as next, p.name from twilio_scan.people_1 as p order by 1';
  const rows = new Map([['people_1', [Buffer.from('1\tJosé\n'), Buffer.from('2\t\\N\n')]]]);
  const { columns, rows: values } = await engine.run(statement(sql, { slots: [people] }), rows, never);
  expect(values).toEqual([
    ['2', 'José'],
    ['3', null],
  ]);
  expect(columns).toEqual([
    { name: 'next', type: 23 },
    { name: 'name', type: 25, slot: 'people_1', column: 'name' },
  ]);
  expect((await engine.run(statement(sql, { slots: [people] }), new Map(), never)).rows).toEqual([]);
});
