import { expect, test, vi } from 'vitest';
import { msOf } from '../store/time-ids.js';
import { createCallId } from './call-id.js';

test('ids of calls have 32 hexadecimal digits, begin with the time and differ', () => {
  vi.useFakeTimers({ now: 1_796_000_000_000, toFake: ['Date'] });
  const ids = Array.from({ length: 1000 }, createCallId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(ids.map(msOf))).toEqual(new Set([1_796_000_000_000]));
  expect(new Set(ids).size).toBe(1000);
  vi.useRealTimers();
});
