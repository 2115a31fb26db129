import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

test.each([
  ['minNodes', 'minNodeCount'],
  ['MIN_NODE_COUNT', 'minNodeCount'],
  ['descripton', 'description'],
  ['lables', 'labels'],
  ['xyz', undefined],
  ['', undefined],
  ['a'.repeat(10_000), undefined],
])('%s', (word, meant) => {
  expect(nearest(word, ['description', 'labels', 'minNodeCount', 'maxNodeCount'])).toBe(meant);
});
