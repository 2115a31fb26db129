import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArrivals } from './arrivals.js';

test('the arrivals of the last second are counted to within a tenth of it', () => {
  const step = fc.record({
    gapMs: fc.oneof(fc.nat(50), fc.nat(3000), fc.double({ min: 0, max: 300, noNaN: true })),
    count: fc.nat(9),
  });
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.array(step, { maxLength: 60 }), (start, steps) => {
      const arrivals = createArrivals();
      const all: { at: number; count: number }[] = [];
      const within = (now: number, ms: number) =>
        all.filter(({ at }) => at > now - ms).reduce((sum, { count }) => sum + count, 0);
      let now = start;
      for (const { gapMs, count } of steps) {
        now += gapMs;
        arrivals.add(count, now);
        all.push({ at: now, count });
        expect(arrivals.lastSecond(now)).toBeGreaterThanOrEqual(within(now, 900));
        expect(arrivals.lastSecond(now)).toBeLessThanOrEqual(within(now, 1000.001));
      }
      expect(arrivals.lastSecond(now + 1000)).toBe(0);
    }),
  );
});
