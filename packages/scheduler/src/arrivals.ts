/** Counts the arrivals of the last second, in tenths of it. */
export interface Arrivals {
  /** Adds arrivals since the last call. */
  add(count: number, now: number): void;
  lastSecond(now: number): number;
}

const TENTH_MS = 100;
const TENTHS = 10;

export function createArrivals(): Arrivals {
  const counts = new Uint32Array(TENTHS);
  /** The tenth that is being counted, in tenths on the clock. */
  let current = Number.NEGATIVE_INFINITY;
  let total = 0;
  const moveTo = (now: number): void => {
    const tenth = Math.floor(now / TENTH_MS);
    if (tenth === current) return;
    for (let next = Math.max(current + 1, tenth - TENTHS + 1); next <= tenth; next += 1) {
      total -= counts[next % TENTHS] ?? 0;
      counts[next % TENTHS] = 0;
    }
    current = tenth;
  };
  return {
    add(count, now) {
      moveTo(now);
      counts[current % TENTHS] = (counts[current % TENTHS] ?? 0) + count;
      total += count;
    },
    lastSecond(now) {
      moveTo(now);
      return total;
    },
  };
}
