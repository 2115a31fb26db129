/** What several rounds gave. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The value below which `share` (0 to 1) of the values lie, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('There is no percentile of no values.');
  return value;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), min: percentile(values, 0), max: percentile(values, 1) };
}

/** Joins two contestants' values round by round: what slows the machine for a while slows both. */
export function pairwise(
  values: readonly number[],
  others: readonly number[],
  join: (value: number, other: number) => number,
): number[] {
  return values.map((value, round) => join(value, others[round] ?? Number.NaN));
}
