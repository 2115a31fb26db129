import { describe, expect, test } from 'vitest';
import { alerts } from '../catalog/monitor/alerts.js';
import { calls } from '../catalog/voice/calls.js';
import { parseCondition } from '../conditions/parse.js';
import type { EntityType } from '../model/index.js';
import { checkCondition } from './conditions.js';
import { planListPage } from './list.js';
import { planReads } from './reads.js';

const sid = (prefix: string, number: number) => `${prefix}${String(number).padStart(32, '0')}`;
const list = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `'${sid(prefix, index)}'`).join();
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const parse = (text: string, entityType: EntityType) => parseCondition(text, entityType);
const reads = (text: string) => planReads(calls, checkCondition(calls, parse(text, calls)));
const branchesOf = (text: string) =>
  reads(text).map(({ branch }) => branch.map(({ name, operator, value }) => `${name} ${operator} ${String(value)}`));

describe('the branches of a condition', () => {
  test('a branch keeps the first equality with a column and the stricter of two bounds', () => {
    expect(branchesOf("To = 'a' AND To = 'b' AND To = 'a'")).toEqual([['To = a']]);
    expect(branchesOf('StartTime > 2024-01-01 AND StartTime > 2024-02-01 AND StartTime > 2024-01-15')).toEqual([
      ['StartTime > 2024-02-01T00:00:00Z'],
    ]);
    expect(branchesOf('StartTime < 2024-01-02 AND StartTime < 2024-01-01 AND StartTime < 2024-01-03')).toEqual([
      ['StartTime < 2024-01-01T00:00:00Z'],
    ]);
    expect(branchesOf('StartTime <= 2024-01-02 AND StartTime <= 2024-01-01')).toEqual([
      ['StartTime <= 2024-01-01T00:00:00Z'],
    ]);
    expect(branchesOf('StartTime >= 2024-01-01 AND StartTime >= 2024-01-02')).toEqual([
      ['StartTime >= 2024-01-02T00:00:00Z'],
    ]);
    expect(branchesOf('StartTime >= 2024-01-02 AND StartTime > 2024-01-01')[0]).toHaveLength(2);
  });

  test('an AND of a thousand equalities with one column has one comparison per branch', () => {
    const text = `(To = 'x' OR Sender = 'y') AND ${times(990, (index) => `To = '${index}'`).join(' AND ')}`;
    expect(branchesOf(text)).toEqual([['To = 0', 'Sender = y']]);
  });

  test('repeated branches leave room for further lists', () => {
    const either = "(To = 'a' OR To = 'b')";
    expect(reads(`${either} AND ${either} AND ${either} AND (Sender = 'c' OR Sender = 'd')`)).toHaveLength(4);
  });

  test('two branches with the same comparisons in another order are read once', () => {
    expect(branchesOf("To = 'a' OR To = 'a'")).toEqual([['To = a']]);
    expect(reads("(To = 'a' AND Sender = 'b') OR (Sender = 'b' AND To = 'a')")).toHaveLength(1);
  });

  test('of two lists of values that cannot be combined, the shorter one narrows the reads', () => {
    const many = `To IN (${times(8, (index) => `'${index}'`).join()})`;
    expect(branchesOf(`${many} AND Sender IN ('x', 'y')`)).toEqual([['Sender = x'], ['Sender = y']]);
    expect(branchesOf(`Sender IN ('x', 'y') AND ${many}`)).toEqual([['Sender = x'], ['Sender = y']]);
  });

  test('up to ten lists replace one of all rows, and reads by key do not count as lists', () => {
    const values = (count: number) => `To IN (${times(count, (index) => `'${index}'`).join()})`;
    expect([10, 11].map((count) => reads(values(count)).length)).toEqual([10, 1]);
    const keys = `Sid IN (${list('CA', 20)})`;
    expect(reads(`${keys} OR To = 'a'`)).toHaveLength(21);
    expect(reads(`(${keys} AND Status = 'busy') OR To = 'a'`)).toHaveLength(21);
  });

  test('keys are read one by one, whatever other columns are compared', () => {
    const planned = reads(`Sid IN (${list('CA', 300)}) AND To IN ('a', 'b', 'c', 'd')`);
    expect(planned.filter(({ isGet }) => isGet)).toHaveLength(300);
    expect(planned).toHaveLength(300);
  });

  test('a key that is compared in several branches is read once', () => {
    const key = `Sid = '${sid('CA', 1)}'`;
    const planned = reads(`(${key} AND Status = 'busy') OR (${key} AND Status = 'failed') OR To = 'a'`);
    expect(planned.map(({ isGet }) => isGet)).toEqual([true, false]);
  });

  test('up to a thousand keys are read one by one, and more by a list', () => {
    expect(reads(`Sid IN (${list('CA', 1000)})`)).toHaveLength(1000);
    expect(reads(`Sid IN (${list('CA', 1001)})`)).toMatchObject([{ isGet: false, query: {} }]);
  });

  test('the values of a column that Twilio cannot filter by do not split a list', () => {
    expect(branchesOf('Duration IN (5, 6)')).toEqual([[]]);
  });

  test('values that are repeated more than a thousand times count once', () => {
    expect(reads(`Sid IN (${`'${sid('CA', 1)}',`.repeat(1500)}'${sid('CA', 2)}')`)).toHaveLength(2);
    expect(reads(`To IN (${"'a',".repeat(1500)}'b')`)).toHaveLength(2);
  });
});

describe('conditions that take long to plan', () => {
  const nest = (levels: number, inner: string, wrap: (text: string, level: number) => string) =>
    times(levels, (level) => level).reduce(wrap, inner);
  const among = `Sid IN (${list('CA', 900)})`;

  test('nested parentheses around one AND or one OR are planned like a flat condition', () => {
    const and = nest(98, among, (text, level) => `(${text}) AND Sid = '${sid('CA', level)}'`);
    expect(reads(and)).toHaveLength(1);
    const or = nest(98, among, (text, level) => `(${text}) OR Sid = '${sid('CA', 2000 + level)}'`);
    expect(reads(or)).toHaveLength(998);
    const not = nest(24, among, (text, level) => `NOT (Sid != '${sid('CA', level)}' OR NOT (${text}))`);
    expect(reads(not)).toHaveLength(1);
  });

  test('a condition that combines hundreds of keys on many levels is refused', () => {
    const wrap = (text: string, level: number) => `((${text}) AND To = '${level}') OR Sid = '${sid('CA', level)}'`;
    expect(reads(nest(20, among, wrap))).toHaveLength(900);
    expect(() => reads(nest(49, among, wrap))).toThrow(
      expect.objectContaining({
        code: 'INVALID_CONDITION',
        message: expect.stringContaining('in more than 50,000 ways. Use fewer values or fewer levels of parentheses.'),
      }),
    );
  });

  test('the keys of a condition are planned once, however many columns it compares that only GET returns', () => {
    const lookUps = (comparisons: number): number => {
      let count = 0;
      const counted: EntityType = Object.defineProperty({ ...alerts }, 'path', {
        get() {
          count += 1;
          return alerts.path;
        },
      });
      const bodies = times(comparisons, (index) => `ResponseBody LIKE '${index}%'`).join(' AND ');
      planListPage(counted, parse(`Sid IN (${list('NO', 100)}) AND ${bodies}`, alerts), { pageSize: 25 });
      return count;
    };
    expect(lookUps(101) - lookUps(1)).toBeLessThan(500);
  });
});
