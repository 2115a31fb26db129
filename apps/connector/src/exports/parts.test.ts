import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeParts, partsToText, textToParts } from './parts.js';

/** Parts of some reads: neighbours between bounds, of which some are left out. */
const parts = fc
  .array(
    fc.record({
      read: fc.nat(5),
      bounds: fc.uniqueArray(fc.nat(100), { minLength: 1, maxLength: 6 }),
      kept: fc.nat(255),
    }),
  )
  .map((reads) =>
    reads
      .filter(({ read }, index) => reads.findIndex((other) => other.read === read) === index)
      .flatMap(({ read, bounds, kept }) => {
        const cuts = bounds.toSorted((a, b) => a - b);
        const lows = [null, ...cuts];
        return lows
          .map((low, index) => ({ read, low, high: index < cuts.length ? (cuts[index] ?? 0) - 1 : null }))
          .filter((_, index) => ((kept >> index) & 1) === 1);
      }),
  );

const covers = (all: ReturnType<typeof mergeParts>, read: number, unit: number) =>
  all.some((part) => part.read === read && unit >= (part.low ?? -Infinity) && unit <= (part.high ?? Infinity));

test('merged parts cover the same units with no two parts next to each other, and survive as text', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const merged = mergeParts(given);
      for (let read = 0; read < 6; read += 1) {
        for (let unit = -1; unit < 102; unit += 1) expect(covers(merged, read, unit)).toBe(covers(given, read, unit));
      }
      for (const [index, part] of merged.entries()) {
        const before = merged[index - 1];
        if (before?.read === part.read) expect((part.low ?? 0) - (before.high ?? 0)).toBeGreaterThan(1);
      }
      expect(textToParts(partsToText(given) || '0')).toEqual(
        merged.length === 0 ? [{ read: 0, low: null, high: null }] : merged,
      );
    }),
  );
});

test('whole reads that follow each other are written as a range', () => {
  const whole = (read: number) => ({ read, low: null, high: null });
  expect(partsToText([whole(2), whole(0), whole(1), { read: 3, low: 5, high: null }, whole(5)])).toBe('0-2,3:5..*,5');
});

test.each(['', 'a', '1:2', '1:2..', '-1', '1:a..b', '0-999999999'])('%j is not the text of parts', (text) => {
  expect(textToParts(text)).toBeUndefined();
});
