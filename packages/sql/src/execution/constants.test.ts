import { expect, test } from 'vitest';
import type { SqlType } from '../catalog/catalog.js';
import type { Engine, Statement } from '../engine/engine.js';
import type { Comparing } from '../plan/tests.js';
import { Constants } from './constants.js';
import { readValue } from './values.js';

const comparing = (sql: string, type: SqlType = 'text', operator: Comparing['operator'] = '='): Comparing => ({
  column: { name: 'column', type },
  operator,
  sql,
});

/** The statements that computing the value takes, and the value. The engine answers `computed` to everything. */
async function compute(test: Comparing): Promise<{ readonly statements: number; readonly value: unknown }> {
  const statements: Statement[] = [];
  const run: Engine['run'] = async (statement) => {
    statements.push(statement);
    return { columns: [], rows: [['["computed"]', 'text']] };
  };
  const base: Statement = { sql: '', parameters: [], slots: [], settings: {}, nowMs: 0 };
  const constants = new Constants({ run } as Engine, base, new AbortController().signal);
  await constants.compute([test]);
  return { statements: statements.length, value: constants.valueOf(test) };
}

test('a text that the plan states is known without the engine', async () => {
  expect(await compute(comparing(`'it''s'::text`))).toEqual({
    statements: 0,
    value: { values: [`it's`], type: 'text' },
  });
});

test.each([
  ['a text with escapes', comparing(String.raw`E'a\\b'::text`)],
  ['a text of another type', comparing(`CAST('x' AS name)`)],
  ['an expression of texts', comparing(`'a'::text || 'b'::text`)],
  ['a list', comparing(`'{a,b}'::text`, 'text', 'IN')],
  ['a text for a column of another type', comparing(`'1'::text`, 'bigint')],
])('the engine computes %s', async (_name, test) => {
  expect(await compute(test)).toEqual({ statements: 1, value: { values: ['computed'], type: 'text' } });
});

test.each([
  ['a text like a time', 'text', '2026-11-30T12:00:00.500000Z', ['2026-11-30T12:00:00.500000Z']],
  ['a text like the mark of unknown times', 'text', 'unknown', ['unknown']],
  ['a time', 'timestamptz', '2026-11-30T12:00:00.500000Z', ['2026-11-30T12:00:00.5Z']],
] as const)('%s is compared as the column has it', (_name, type, printed, values) => {
  expect(readValue(JSON.stringify([printed]), type, { name: 'column', type })).toEqual({ values, type });
});

test('a time that no source can write is not compared', () => {
  expect(readValue('["unknown"]', 'timestamptz', { name: 'column', type: 'timestamptz' })).toBeUndefined();
});
