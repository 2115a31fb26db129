/** Durations, counted in bins whose bounds grow by 10 %. So a percentile is at most 5 % off, whatever its size. */
export interface Histogram {
  count: number;
  /** In milliseconds. */
  sum: number;
  /** How many durations each bin has. Bin 0 is below the first bound; most bins are empty, so they are not stored. */
  readonly bins: Map<number, number>;
}

export const GROWTH = 1.1;
/** The upper bound of bin 0, in milliseconds. */
export const FIRST_BOUND_MS = 0.1;
/** The bins between the first and the last one. The last one begins at 18 minutes. */
export const FINITE_BINS = 170;

const LOG_GROWTH = Math.log(GROWTH);

export function createHistogram(): Histogram {
  return { count: 0, sum: 0, bins: new Map() };
}

/** Counts one duration. */
export function record(histogram: Histogram, ms: number): void {
  const bin = binOf(ms);
  histogram.count += 1;
  histogram.sum += ms;
  histogram.bins.set(bin, (histogram.bins.get(bin) ?? 0) + 1);
}

function binOf(ms: number): number {
  if (!(ms >= FIRST_BOUND_MS)) return 0;
  return Math.min(FINITE_BINS + 1, Math.floor(Math.log(ms / FIRST_BOUND_MS) / LOG_GROWTH) + 1);
}

export function addHistogram(to: Histogram, from: Histogram): void {
  to.count += from.count;
  to.sum += from.sum;
  for (const [bin, count] of from.bins) to.bins.set(bin, (to.bins.get(bin) ?? 0) + count);
}

/** The duration in milliseconds below which a share of all durations lies. 0 without durations, and for bin 0. */
export function percentile({ count, bins }: Histogram, share: number): number {
  let left = Math.max(1, Math.ceil(count * share));
  for (const bin of [...bins.keys()].toSorted((a, b) => a - b)) {
    left -= bins.get(bin) ?? 0;
    if (left <= 0) return middleOf(bin);
  }
  return 0;
}

/** The geometric mean of a bin's bounds. */
function middleOf(bin: number): number {
  return bin === 0 ? 0 : FIRST_BOUND_MS * GROWTH ** (bin - 0.5);
}

/** A histogram as JSON: the count, the sum, and each bin followed by its count. */
export type StoredHistogram = readonly [count: number, sum: number, bins: readonly number[]];

export function toStoredHistogram({ count, sum, bins }: Histogram): StoredHistogram {
  return [count, Math.round(sum * 1000) / 1000, [...bins].flat()];
}

export function fromStoredHistogram([count, sum, flat]: StoredHistogram): Histogram {
  const bins = new Map<number, number>();
  for (let index = 0; index + 1 < flat.length; index += 2) bins.set(flat[index] ?? 0, flat[index + 1] ?? 0);
  return { count, sum, bins };
}
