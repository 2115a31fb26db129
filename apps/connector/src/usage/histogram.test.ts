import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addHistogram,
  createHistogram,
  fromStoredHistogram,
  type Histogram,
  percentile,
  record,
  toStoredHistogram,
} from './histogram.js';

const durations = fc.array(fc.double({ min: 0.1, max: 1_000_000, noNaN: true }), { minLength: 1, maxLength: 200 });
const histogramOf = (values: readonly number[]) => {
  const histogram = createHistogram();
  for (const value of values) record(histogram, value);
  return histogram;
};

const sorted = ({ bins }: Histogram) => [...bins].toSorted(([a], [b]) => a - b);

test('every percentile is at most 5 % from the exact one', () => {
  fc.assert(
    fc.property(durations, fc.constantFrom(0.05, 0.5, 0.95, 0.99, 1), (values, share) => {
      const exact = values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;
      expect(Math.abs(percentile(histogramOf(values), share) / exact - 1)).toBeLessThanOrEqual(0.05);
    }),
  );
});

test('histograms that were stored and added up equal the histogram of all durations', () => {
  fc.assert(
    fc.property(durations, durations, (a, b) => {
      const sum = createHistogram();
      for (const part of [a, b]) addHistogram(sum, fromStoredHistogram(toStoredHistogram(histogramOf(part))));
      const all = histogramOf([...a, ...b]);
      expect([sum.count, sorted(sum)]).toEqual([all.count, sorted(all)]);
      expect(sum.sum).toBeCloseTo(all.sum, 1);
    }),
  );
});

test('a wait of zero, durations below the first bound and very long ones are counted', () => {
  const histogram = histogramOf([0, 0.05, 1e9]);
  expect([histogram.count, percentile(histogram, 0.5), percentile(histogram, 1)]).toEqual([
    3,
    0,
    expect.closeTo(1.14e6, -4),
  ]);
  expect(percentile(createHistogram(), 0.99)).toBe(0);
});
