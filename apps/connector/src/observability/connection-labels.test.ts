import { expect, test } from 'vitest';
import { createConnectionLabels } from './connection-labels.js';

test('the first connections get labels, and a busier one takes the label of the least busy one', () => {
  const labels = createConnectionLabels(2);
  const count = (name: string, times = 1) => Array.from({ length: times }, () => labels.count(name)).at(-1);
  expect([count('a', 10), count('b', 3), count('c', 3)]).toEqual(['a', 'b', 'other']);
  expect(count('c', 5)).toBe('c');
  expect([labels.labelOf('a'), labels.labelOf('b'), labels.labelOf('c')]).toEqual(['a', 'other', 'c']);
});

test('a thousand connections with equal traffic have no more labels than the maximum', () => {
  const labels = createConnectionLabels(50);
  const seen = new Set<string>();
  for (let round = 0; round < 10; round += 1) {
    for (let index = 0; index < 1000; index += 1) seen.add(labels.count(`c${index}`));
  }
  expect(seen.size).toBe(51);
});
