/** How many rows were found in how many units. */
export interface Density {
  readonly rows: number;
  readonly units: number;
}

/** Rows are as dense as before if the numbers differ by less than this factor. */
const ALIKE = 1.3;

/**
 * Returns the density where a list has come to, after another page. The longer the list has been as dense, the more exact it is.
 * Where it changes, the older half of the page counts: newer rows at the end of a page, such as messages that were scheduled
 * long before they were sent, say nothing about the rows that follow.
 *
 * @param units those of the rows of the page
 */
export function densityAfter(before: Density | undefined, units: readonly number[]): Density | undefined {
  const sorted = units.filter((unit) => !Number.isNaN(unit)).sort((a, b) => a - b);
  const [oldest, newest] = [sorted[0], sorted.at(-1)];
  if (oldest === undefined || newest === undefined) return before;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? newest;
  const page = { rows: sorted.length, units: newest - oldest + 1 };
  const half = middle === oldest ? page : { rows: sorted.length / 2, units: middle - oldest };
  if (!before) return areAlike(half, page) ? page : half;
  if (!areAlike(half, before)) return half;
  return areAlike(half, page) ? { rows: before.rows + page.rows, units: before.units + page.units } : before;
}

function areAlike(a: Density, b: Density): boolean {
  const ratio = (a.units * b.rows) / (a.rows * b.units);
  return ratio < ALIKE && ratio > 1 / ALIKE;
}
