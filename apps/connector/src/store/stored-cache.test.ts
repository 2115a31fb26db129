import { expect, test } from 'vitest';
import { createStoredCache } from './stored-cache.js';

test('the only writer caches a value until it is replaced, deleted or cleared', () => {
  const cache = createStoredCache<string>({ isOnlyWriter: true });
  expect(cache.get('a')).toBeUndefined();
  cache.set('a', 'one');
  cache.set('b', 'two');
  expect(cache.get('a')).toBe('one');
  cache.set('a', 'three');
  expect(cache.get('a')).toBe('three');
  cache.delete('a');
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'two']);
  cache.clear();
  expect(cache.get('b')).toBeUndefined();
});

test('a process that shares the store caches nothing', () => {
  const cache = createStoredCache<string>({ isOnlyWriter: false });
  cache.set('a', 'one');
  expect(cache.get('a')).toBeUndefined();
  cache.delete('a');
  cache.clear();
});

test('a full cache evicts the least recently used entry', () => {
  const cache = createStoredCache<number>({ isOnlyWriter: true, maxEntries: 2 });
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
});

test('a cache holds at most 10,000 entries by default', () => {
  const cache = createStoredCache<number>({ isOnlyWriter: true });
  for (let index = 0; index <= 10_000; index += 1) cache.set(String(index), index);
  expect([cache.get('0'), cache.get('1'), cache.get('10000')]).toEqual([undefined, 1, 10_000]);
});
