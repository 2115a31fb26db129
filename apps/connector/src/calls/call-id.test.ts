import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createCallId, msOfCall } from './call-id.js';

test('ids of calls have 32 hexadecimal digits, tell the time and differ', () => {
  vi.useFakeTimers({ now: 1_796_000_000_000, toFake: ['Date'] });
  const ids = Array.from({ length: 1000 }, createCallId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(ids.map(msOfCall))).toEqual(new Set([1_796_000_000_000]));
  expect(new Set(ids).size).toBe(1000);
  vi.useRealTimers();
});

test('an id of another shape tells no time', () => {
  for (const id of [randomUUID().replaceAll('-', ''), '7'.repeat(31), 'x']) expect(msOfCall(id), id).toBeUndefined();
});
