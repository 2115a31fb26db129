import { describe, expect, test } from 'vitest';
import type { Row } from './row.js';
import { createTable } from './table.js';

const sids = (rows: Iterable<{ sid: string }> | undefined) => rows && [...rows].map(({ sid }) => sid);

function tableOf(...names: string[]) {
  const table = createTable();
  for (const sid of names) table.put({ sid, name: sid });
  return table;
}

describe('a table', () => {
  test('a table iterates over its rows in the order of creation, in both directions', () => {
    const table = tableOf('a', 'b', 'c');
    expect(sids(table.oldestFirst())).toEqual(['a', 'b', 'c']);
    expect(sids(table.olderThan())).toEqual(['c', 'b', 'a']);
    expect(sids(table.olderThan('c'))).toEqual(['b', 'a']);
    expect(sids(table.newerThan('a'))).toEqual(['b', 'c']);
    expect(sids(table.olderThan('a'))).toEqual([]);
  });

  test('olderThan and newerThan continue from a removed row, and return undefined for a key that was never in the table', () => {
    const table = tableOf('a', 'b', 'c', 'd');
    expect(table.remove('c')).toBe(true);
    table.put({ sid: 'e' });
    expect(sids(table.olderThan('c'))).toEqual(['b', 'a']);
    expect(sids(table.newerThan('c'))).toEqual(['d', 'e']);
    expect(table.olderThan('x')).toBeUndefined();
    expect(table.newerThan('x')).toBeUndefined();
  });

  test('a row can be removed only once', () => {
    const table = tableOf('a', 'b');
    expect([table.remove('a'), table.remove('a'), table.remove('x')]).toEqual([true, false, false]);
    expect(table.size).toBe(1);
    expect(table.get('a')).toBeUndefined();
  });

  test('replacing a row keeps its position and does not change rows returned before', () => {
    const table = tableOf('a', 'b');
    const before = table.get('a');
    expect(table.update('a', { name: 'new', more: 1 })).toEqual({ sid: 'a', name: 'new', more: 1 });
    expect(before).toEqual({ sid: 'a', name: 'a' });
    expect(table.put({ sid: 'a', name: 'put' })).toEqual({ sid: 'a', name: 'put' });
    expect(sids(table.oldestFirst())).toEqual(['a', 'b']);
    expect(table.size).toBe(2);
    expect(table.update('x', { name: 'new' })).toBeUndefined();
  });

  test('a row that is put back after its removal goes to the end', () => {
    const table = tableOf('a', 'b');
    table.remove('a');
    table.put({ sid: 'a' });
    expect(sids(table.oldestFirst())).toEqual(['b', 'a']);
    expect(table.size).toBe(2);
  });

  describe('of 2,000 rows, asked for a range of values', () => {
    const made = (isSettled?: (row: Row) => boolean) => {
      const table = createTable(undefined, isSettled);
      for (let at = 0; at < 2000; at += 1) table.put({ sid: `r${at}`, at });
      return table;
    };
    const range = { property: 'at', from: 1200, before: 1201 };

    test('a table leaves out blocks of rows that are outside of the range, in both directions', () => {
      const table = made();
      for (const rows of [table.olderThan(undefined, [range]), table.newerThan(undefined, [range])]) {
        const found = sids(rows) ?? [];
        expect(found).toContain('r1200');
        expect(found.length).toBeLessThan(1000);
      }
      expect(sids(table.olderThan('r1201', [range]))?.[0]).toBe('r1200');
      expect(sids(table.newerThan('r1199', [range]))?.[0]).toBe('r1200');
    });

    test('a table finds rows that got a value in the range after it was asked', () => {
      const table = made();
      expect(sids(table.olderThan(undefined, [range]))).not.toContain('r5');
      table.update('r5', { at: 1200 });
      table.put({ sid: 'new', at: 1200 });
      expect(sids(table.olderThan(undefined, [range]))).toEqual(expect.arrayContaining(['new', 'r1200', 'r5']));
    });

    test('a table leaves out no row that is not settled', () => {
      const found = sids(made(({ sid }) => sid !== 'r5').olderThan(undefined, [range]));
      expect(found).toContain('r5');
      expect(found).not.toContain('r1999');
    });
  });
});
