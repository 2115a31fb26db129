import { describe, expect, test } from 'vitest';
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
});
