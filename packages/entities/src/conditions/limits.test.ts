import { describe, expect, test } from 'vitest';
import { messages } from '../catalog/messaging/messages.js';
import type { Condition } from '../model/index.js';
import { carryOut } from '../work.js';
import { toCondition } from './to-condition.js';

const check = (conditions: string | Condition) => () => carryOut(toCondition(messages, conditions));
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const like = (value: string): Condition => ({ field: 'Body', operator: 'LIKE', value });
const among = (value: readonly string[]): Condition => ({ field: 'To', operator: 'IN', value });
const nest = (levels: number, inner: Condition): Condition =>
  times(levels, () => 0).reduce<Condition>((not) => ({ not }), inner);

describe('the size of a condition', () => {
  test.each<readonly [string, Condition, Condition, string]>([
    [
      'comparisons',
      { or: times(1000, () => like('a')) },
      { or: times(1001, () => like('a')) },
      'A condition can have at most 1000 comparisons; this one has 1001. Use IN for lists of values.',
    ],
    [
      'values in lists',
      { and: [among(times(12_500, String)), { not: among(times(12_500, String)) }] },
      { and: [among(times(12_500, String)), { not: among(times(12_501, String)) }] },
      'A condition can have at most 25000 values in lists; this one has 25001. Split the lists over several calls.',
    ],
    [
      'characters in LIKE patterns',
      { or: [like('a'.repeat(8192)), like('b'.repeat(8192))] },
      { or: [like('a'.repeat(8192)), like('b'.repeat(8193))] },
      'A condition can have at most 16384 characters in LIKE patterns; this one has 16385. Use shorter patterns',
    ],
    [
      'characters in values',
      among(times(1024, () => 'a'.repeat(1024))),
      { and: [among(times(1024, () => 'a'.repeat(1024))), { field: 'To', operator: '=', value: 'b' }] },
      'A condition can have at most 1048576 characters in values; this one has 1048577. Use fewer or shorter values',
    ],
    ['levels', nest(249, like('a')), nest(250, like('a')), 'cannot be nested more than 250 levels deep. Use fewer'],
  ])('a condition at the limit of %s is accepted, and a larger one is refused', (_, largest, larger, message) => {
    expect(check(largest)()).toBe(largest);
    expect(check(larger)).toThrow(expect.objectContaining({ code: 'INVALID_CONDITION' }));
    expect(check(larger)).toThrow(message);
  });

  test('a text of more than 131,072 characters is refused with a remedy', () => {
    expect(check(`Body = '${'a'.repeat(131_072)}'`)).toThrow(
      'A condition can have at most 131072 characters; this one has 131081. Use fewer or shorter values, or split them',
    );
  });

  test('a text of more comparisons than allowed is refused', () => {
    expect(check(times(1001, () => 'NumMedia = 1').join(' OR '))).toThrow('this one has 1001');
  });

  test.each([
    ['parentheses and AND', (inner: string) => `(To = 'a' OR To = 'b' AND ${inner})`],
    ['parentheses', (inner: string) => `(${inner} OR To = 'a')`],
    ['NOT', (inner: string) => `NOT ${inner}`],
  ])('the deepest text of %s that can be parsed is within the limit of trees', (_, wrap) => {
    const deepest = times(100, () => 0).reduce((inner) => wrap(inner), 'NumMedia NOT BETWEEN 1 AND 2');
    expect(check(deepest)()).toBeDefined();
    expect(check(wrap(deepest))).toThrow('nested more than 100 levels deep. Use fewer parentheses');
  });

  test('a tree that uses one node in exponentially many places is refused', () => {
    const bomb = (leaf: Condition) => times(100, () => 0).reduce<Condition>((node) => ({ and: [node, node] }), leaf);
    expect(check(bomb(like('a')))).toThrow('at most 1000 comparisons');
    expect(check(bomb({ or: [] }))).toThrow('at most 1000 comparisons');
  });

  test('a tree that contains itself is refused', () => {
    const and: Condition[] = [];
    and.push({ and });
    expect(check({ and })).toThrow('cannot be nested more than 250 levels deep');
  });
});
