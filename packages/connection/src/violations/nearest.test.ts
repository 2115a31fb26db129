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
])('the known field nearest to %j is %s', (word, expected) => {
  expect(nearest(word, ['description', 'labels', 'minNodeCount', 'maxNodeCount'])).toBe(expected);
});
