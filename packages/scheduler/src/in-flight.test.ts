import { expect, test } from 'vitest';
import { createInFlight } from './in-flight.js';

test('a request counts from its admission to its end', () => {
  const inFlight = createInFlight();
  const [first, second] = [inFlight.begin(0), inFlight.begin(0)];
  expect(inFlight.count(0)).toBe(2);
  inFlight.end(first);
  expect(inFlight.count(59_000)).toBe(1);
  inFlight.end(second);
  expect(inFlight.count(59_000)).toBe(0);
});

test('a request that takes longer than a minute ends as any other', () => {
  const inFlight = createInFlight();
  const long = inFlight.begin(0);
  expect(inFlight.count(60_000)).toBe(1);
  inFlight.begin(60_000);
  inFlight.end(long);
  expect(inFlight.count(60_000)).toBe(1);
});

test('a request whose end is never reported counts for one to two minutes', () => {
  const inFlight = createInFlight();
  inFlight.begin(0);
  const lost = inFlight.begin(59_999);
  expect([inFlight.count(60_000), inFlight.count(119_999), inFlight.forgetsAt()]).toEqual([2, 2, 120_000]);
  expect(inFlight.count(120_000)).toBe(0);
  inFlight.end(lost);
  expect(inFlight.count(120_000)).toBe(0);
});

test('requests that begin while the clock was last read long ago are not forgotten at the next reading', () => {
  const inFlight = createInFlight();
  inFlight.begin(0);
  inFlight.begin(0);
  expect(inFlight.count(1e9)).toBe(2);
});
