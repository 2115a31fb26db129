/** Whether one more request is within the rate. */
export type WithinRate = () => boolean;

/** Lets at most `limit` requests through in any second; all of them without a limit. */
export function createRate(limit: number | undefined, now: () => number): WithinRate {
  if (limit === undefined) return () => true;
  const starts: number[] = [];
  return () => {
    const time = now();
    while (starts.length > 0 && time - (starts[0] ?? 0) >= 1000) starts.shift();
    if (starts.length >= limit) return false;
    starts.push(time);
    return true;
  };
}
