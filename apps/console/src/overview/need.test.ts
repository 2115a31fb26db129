import { expect, test } from 'vitest';
import { nodesFor, toNeed } from './need.ts';

const series = (...values: readonly number[]) => [
  { labels: {}, points: values.map((value, index) => ({ timeMs: index * 60_000, value })) },
];

test('the need of a connection is that of its busiest minute', () => {
  const need = toNeed(series(60, 3060, 600), series(2, 3), series(7, 5));
  expect(need).toEqual({ nodes: 3, busiest: { timeMs: 60_000, perSecond: 51 }, throttled: 12 });
  expect(nodesFor(need.busiest?.perSecond ?? 0)).toBe(3);
});

test('a connection that sent nothing needs nothing', () => {
  expect(toNeed(series(0, 0), [], [])).toEqual({ nodes: undefined, busiest: undefined, throttled: 0 });
});
