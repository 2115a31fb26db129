import { expect, test } from 'vitest';
import { clockFrom } from './clock.js';

test('a clock shows its start when it is first read, and runs from then on', () => {
  let systemTime = 1_000_000;
  const clock = clockFrom('2026-01-31T12:00:00Z', () => systemTime);
  systemTime += 5000;
  expect(clock()).toBe(Date.parse('2026-01-31T12:00:00Z'));
  systemTime += 700;
  expect(clock()).toBe(Date.parse('2026-01-31T12:00:00.700Z'));
});

test.each(['', 'yesterday', '2026-13-01'])('a clock cannot start at "%s"', (time) => {
  expect(() => clockFrom(time)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(JSON.stringify(time)) }),
  );
});
