import { expect, test } from 'vitest';
import { linePath, markPath } from './line-path.ts';

const window = { sinceMs: 0, untilMs: 600_000, stepMs: 60_000 };
const at = (minute: number, value: number) => ({ timeMs: minute * 60_000, value });

test('a single point is drawn as the interval that it stands for', () => {
  expect(linePath([at(5, 1)], { window, most: 1 })).toBe('M240.0 8.0H300.0');
});

test('in a chart of a long time, an interval is at least six units long', () => {
  const day = { sinceMs: 0, untilMs: 24 * 3_600_000, stepMs: 60_000 };
  expect(linePath([{ timeMs: 12 * 3_600_000, value: 0 }], { window: day, most: 1 })).toBe('M294.0 140.0H300.0');
});

test('points of neighboring intervals are connected, and a gap is not', () => {
  expect(linePath([at(2, 0), at(3, 2), at(8, 1)], { window, most: 2 })).toBe(
    'M60.0 140.0H120.0L180.0 8.0M420.0 74.0H480.0',
  );
});

test('a point without neighbors is marked', () => {
  expect(markPath([at(2, 0), at(3, 2), at(8, 1)], { window, most: 2 })).toBe('M480.0 74.0h0');
  expect(markPath([at(5, 1)], { window, most: 1 })).toBe('M300.0 8.0h0');
});
