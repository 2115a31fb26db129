/**
 * The largest number of moments (milliseconds, ascending) in any stretch of one second, exactly: of two moments that
 * lie 1,000 ms apart, only one belongs to the same second.
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
