/** The median and range of several rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The nearest-rank percentile; `share` is between 0 and 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('Cannot compute a percentile of an empty list.');
  return value;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), min: percentile(values, 0), max: percentile(values, 1) };
}

/** Combines the values of two contestants round by round, because a temporary slowdown affects both. */
export function pairwise(
  values: readonly number[],
  others: readonly number[],
  join: (value: number, other: number) => number,
): number[] {
  return values.map((value, round) => join(value, others[round] ?? Number.NaN));
}
