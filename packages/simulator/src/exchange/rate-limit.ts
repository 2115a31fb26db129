import type { Clock } from '../model/clock.js';

/** Counts a request and returns whether it is within the rate limit. */
export type RateLimit = () => boolean;

/** Creates a limit of `limit` requests in any one second, or no limit when it is undefined. */
export function createRateLimit(limit: number | undefined, now: Clock): RateLimit {
  if (limit === undefined) return () => true;
  const admitted: number[] = [];
  return () => {
    const time = now();
    while (admitted.length > 0 && time - (admitted[0] ?? 0) >= 1000) admitted.shift();
    if (admitted.length >= limit) return false;
    admitted.push(time);
    return true;
  };
}
