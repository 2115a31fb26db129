import { afterEach, describe, expect, test, vi } from 'vitest';
import { finish } from '../../test/finish.js';
import { recordings } from '../catalog/voice/recordings.js';
import { parseCondition } from '../conditions/parse.js';
import { decimal as decimals, integer as integers } from '../data-types/numbers.js';
import { timestamp as timestamps } from '../data-types/times.js';
import { boolean, date, decimal, defineEntityType, double, integer, text, timestamp } from '../model/index.js';
import { checkCondition } from './conditions.js';
import { createResidual } from './residual.js';
import { carryOut } from '../work.js';

const table = defineEntityType({
  name: 'Rows',
  description: 'Rows of every type.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Rows',
  collection: 'rows',
  operations: ['LIST'],
  fields: {
    Text: text(),
    Integer: integer(),
    Double: double(),
    Decimal: decimal(),
    Boolean: boolean(),
    Date: date(),
    Time: timestamp(),
  },
});

const residualOf = (condition: string) =>
  carryOut(createResidual(checkCondition(table, parseCondition(condition, table))));
const holds = (condition: string, row: Readonly<Record<string, unknown>>) => finish(residualOf(condition)(row)).result;

describe('comparisons', () => {
  test.each([
    ['=', [false, true, false]],
    ['!=', [true, false, true]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
  ])('a number %s 5 is %j for 4, 5 and 6, and never true for null', (operator, expected) => {
    const results = [4, 5, 6].map((value) => holds(`Integer ${operator} 5`, { Integer: value }));
    expect(results).toEqual(expected);
    const negated = [4, 5, 6].map((value) => holds(`NOT Integer ${operator} 5`, { Integer: value }));
    expect(negated).toEqual(expected.map((result) => !result));
    expect(holds(`Integer ${operator} 5`, { Integer: null })).toBe(false);
    expect(holds(`NOT Integer ${operator} 5`, { Integer: null })).toBe(false);
  });

  test('IS NULL is true for null and for an absent value only', () => {
    const rows = [{ Text: null }, {}, { Text: '' }, { Text: 'a' }];
    expect(rows.map((row) => holds('Text IS NULL', row))).toEqual([true, true, false, false]);
    expect(rows.map((row) => holds('Text IS NOT NULL', row))).toEqual([false, false, true, true]);
  });

  test.each([
    ["Text = 'a' OR Integer = 1", [true, true, false, false], [false, false, false, true]],
    ["Text = 'a' AND Integer = 1", [false, false, false, false], [false, false, true, true]],
  ])('%s is unknown if a null decides it, and so is its negation', (condition, expected, negated) => {
    const rows = [
      { Text: null, Integer: 1 },
      { Text: 'a', Integer: null },
      { Text: null, Integer: 2 },
      { Text: 'b', Integer: 2 },
    ];
    expect(rows.map((row) => holds(condition, row))).toEqual(expected);
    expect(rows.map((row) => holds(`NOT (${condition})`, row))).toEqual(negated);
  });

  test('a pseudo-column is ignored, because only Twilio can apply it', () => {
    const condition = checkCondition(
      recordings,
      parseCondition("IncludeSoftDeleted = true AND Sid = 'RE1'", recordings),
    );
    const matches = carryOut(createResidual(condition));
    expect(finish(matches({ Sid: 'RE1' })).result).toBe(true);
    expect(finish(matches({ Sid: 'RE2' })).result).toBe(false);
  });
});

describe('IN', () => {
  test.each([
    ["Text IN ('a', 'b')", { Text: 'b' }, { Text: 'B' }],
    ["Text IN ('1')", { Text: '1' }, { Text: '01' }],
    ['Integer IN (0, 5)', { Integer: -0 }, { Integer: 1 }],
    ['Double IN (0.5, 2)', { Double: 2 }, { Double: 0.1 }],
    ['Decimal IN (1.50, -0)', { Decimal: '+01.5' }, { Decimal: '1.51' }],
    ['Decimal IN (1.50, -0)', { Decimal: '0.00' }, { Decimal: '-1.5' }],
    ['Boolean IN (true)', { Boolean: true }, { Boolean: false }],
    ["Date IN ('2024-01-01')", { Date: '2024-01-01' }, { Date: '2024-01-02' }],
    ["Time IN ('2024-01-01T01:00:00+01:00')", { Time: '2024-01-01T00:00:00Z' }, { Time: '2024-01-01T01:00:00Z' }],
  ])('%s is true for %j and false for %j, and NOT IN is the opposite', (condition, inside, outside) => {
    expect([inside, outside].map((row) => holds(condition, row))).toEqual([true, false]);
    expect([inside, outside].map((row) => holds(`NOT (${condition})`, row))).toEqual([false, true]);
  });

  test('IN and NOT IN are unknown for null, so that neither returns the row', () => {
    for (const condition of [
      "Text IN ('a')",
      "Text NOT IN ('a')",
      "Text LIKE '%'",
      "Text NOT LIKE '%'",
      "Text != 'a'",
    ]) {
      expect([condition, holds(condition, { Text: null })]).toEqual([condition, false]);
    }
    expect(holds("Text IN ('a') OR Text IS NULL", { Text: null })).toBe(true);
    expect(holds("NOT (Text NOT IN ('a') AND Integer = 1)", { Text: null, Integer: 2 })).toBe(true);
    expect(holds("NOT (Text NOT IN ('a') AND Integer = 1)", { Text: null, Integer: 1 })).toBe(false);
  });

  describe('with many values', () => {
    afterEach(() => vi.restoreAllMocks());

    test.each([
      ['Integer', integers, 7, (index: number) => String(index + 1000)],
      ['Decimal', decimals, '7.5', (index: number) => `${index + 1000}.25`],
      ['Time', timestamps, '2020-01-01T00:00:00Z', (index: number) => `'2024-01-01T00:00:00.${1000 + index}Z'`],
    ])('IN looks at each row once, for columns like %s', (column, dataType, value, literal) => {
      const compare = vi.spyOn(dataType, 'compare');
      const identify = vi.spyOn(dataType, 'identify');
      const values = Array.from({ length: 3000 }, (_, index) => literal(index)).join();
      const matches = residualOf(`${column} IN (${values})`);
      expect(identify).toHaveBeenCalledTimes(3000);
      for (let row = 0; row < 100; row += 1) expect(finish(matches({ [column]: value })).result).toBe(false);
      expect(identify).toHaveBeenCalledTimes(3100);
      expect(compare).not.toHaveBeenCalled();
    });
  });
});
