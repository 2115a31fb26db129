/**
 * Returns the largest number of times (in milliseconds, ascending) within any period of one second. Two times exactly
 * 1,000 ms apart are not within the same second.
 */
export function mostInAnySecond(moments: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, moment] of moments.entries()) {
    while (moment - (moments[first] ?? moment) >= 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
