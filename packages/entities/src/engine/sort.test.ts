import { describe, expect, test } from 'vitest';
import { defineEntityType, type EntityType, integer, json, sid, text } from '../model/index.js';
import { parseCondition } from '../conditions/parse.js';
import { checkCondition } from './conditions.js';
import { planReads } from './reads.js';
import { checkSortBy, isTwilioOrder } from './sort.js';
import { VALUE_UNITS } from '../work.js';

const things = defineEntityType({
  name: 'Things',
  description: 'Things.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Things',
  collection: 'things',
  operations: ['LIST', 'GET'],
  defaultSortBy: 'Size',
  fields: {
    Sid: sid('TH', { key: true }),
    Label: text({ filter: ['='] }),
    Size: integer({ wire: 'Length' }),
    Details: json(),
    Tags: text({ repeats: true }),
    Filter: text({ readable: false }),
  },
});
const { Sid: _, ...others } = things.fields;
const keyless: EntityType = { ...things, fields: others };

const bySize = checkSortBy(things, { field: 'size' });

describe('the column of an order', () => {
  test('it is found by its name or alias, and the direction is ascending by default', () => {
    expect(bySize).toMatchObject({ name: 'Size', direction: 'ASC' });
    expect(checkSortBy(things, { field: 'Length', direction: 'DESC' })).toMatchObject({
      name: 'Size',
      direction: 'DESC',
    });
  });

  test('an unknown column is refused with the one that was meant, and the known ones', () => {
    expect(() => checkSortBy(things, { field: 'Lable' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_SORT',
        message:
          'Things cannot be sorted by "Lable": unknown column. Did you mean Label? Known columns: Sid, Label, Size, Details, Tags, Filter.',
      }),
    );
  });

  test.each(['Details', 'Tags', 'Filter'])('the column %s has no order', (field) => {
    expect(() => checkSortBy(things, { field })).toThrow(
      expect.objectContaining({
        code: 'INVALID_SORT',
        message: `Things cannot be sorted by "${field}": its values have no order.`,
      }),
    );
  });
});

describe('the order of rows', () => {
  const signs = (by: typeof bySize, ...pairs: readonly (readonly [object, object])[]) =>
    pairs.map(([a, b]) => Math.sign(by.compare(a as Record<string, unknown>, b as Record<string, unknown>)));

  test('rows are ordered by their values, by type, and rows of one value by their keys', () => {
    expect(
      signs(
        bySize,
        [{ Size: 9 }, { Size: 10 }],
        [{ Size: 10 }, { Size: 9 }],
        [
          { Size: 1, Sid: 'a' },
          { Size: 1, Sid: 'b' },
        ],
        [
          { Size: 1, Sid: 'b' },
          { Size: 1, Sid: 'a' },
        ],
        [
          { Size: 1, Sid: 'a' },
          { Size: 1, Sid: 'a' },
        ],
      ),
    ).toEqual([-1, 1, -1, 1, 0]);
  });

  test('in descending order the values are reversed, and the keys are not', () => {
    const descending = checkSortBy(things, { field: 'Size', direction: 'DESC' });
    expect(
      signs(
        descending,
        [{ Size: 9 }, { Size: 10 }],
        [
          { Size: 1, Sid: 'a' },
          { Size: 1, Sid: 'b' },
        ],
      ),
    ).toEqual([1, -1]);
  });

  test('null comes after every value, and before it in descending order', () => {
    const { compareValues: up } = bySize;
    const { compareValues: down } = checkSortBy(things, { field: 'Size', direction: 'DESC' });
    expect([up(null, 1), up(1, null), up(undefined, -1), up(-1, undefined)]).toEqual([1, -1, 1, -1]);
    expect([down(null, 1), down(1, null)]).toEqual([-1, 1]);
    expect([up(null, undefined), up(1, 1), down(null, null), down(1, 1)]).toEqual([0, 0, 0, 0]);
    expect([up(2, 6), down(2, 6)]).toEqual([-4, 4]);
  });

  test('entities without a key are ordered by their values only', () => {
    const by = checkSortBy(keyless, { field: 'Size' });
    expect(
      signs(
        by,
        [
          { Size: 1, Sid: 'a' },
          { Size: 1, Sid: 'b' },
        ],
        [{ Size: 1 }, { Size: 2 }],
      ),
    ).toEqual([0, -1]);
  });

  test('looking at a row takes work in proportion to its value', () => {
    const byLabel = checkSortBy(things, { field: 'Label' });
    expect(byLabel.units({ Label: 'x'.repeat(10), Sid: 'a' })).toBe(VALUE_UNITS + 10);
    expect(bySize.units({ Size: 5, Label: 'x'.repeat(10) })).toBe(VALUE_UNITS);
  });

  test('a value of a page token is one that a row can have', () => {
    const { isValue } = checkSortBy(things, { field: 'Size' });
    expect([null, 5, '5', 'x', 0.5, true].map(isValue)).toEqual([true, true, false, false, false, false]);
  });
});

test("Twilio's order is descending, by its own column, and of one list", () => {
  const isTwilios = (field: string, direction: 'ASC' | 'DESC', conditions = '') => {
    const reads = planReads(things, checkCondition(things, parseCondition(conditions, things)));
    return isTwilioOrder(things, checkSortBy(things, { field, direction }), reads);
  };
  expect(isTwilios('Size', 'DESC')).toBe(true);
  expect(isTwilios('Size', 'DESC', "Label = 'a'")).toBe(true);
  expect(isTwilios('Size', 'ASC')).toBe(false);
  expect(isTwilios('Label', 'DESC')).toBe(false);
  expect(isTwilios('Size', 'DESC', "Label = 'a' OR Label = 'b'")).toBe(false);
  expect(isTwilios('Size', 'DESC', `Sid = 'TH${'1'.repeat(32)}'`)).toBe(false);
  expect(isTwilios('Size', 'DESC', `Sid = 'TH${'1'.repeat(32)}' AND Sid = 'TH${'2'.repeat(32)}'`)).toBe(false);
});
