/** The greatest of the values of the last one to two seconds. */
export interface RecentMaximum {
  add(value: number, now: number): void;
  at(now: number): number;
}

const SPAN_MS = 1000;

export function createRecentMaximum(): RecentMaximum {
  let [current, before] = [0, 0];
  let beganAt = Number.NEGATIVE_INFINITY;
  const moveTo = (now: number): void => {
    const elapsedMs = now - beganAt;
    if (elapsedMs < SPAN_MS) return;
    const isNext = elapsedMs < 2 * SPAN_MS;
    before = isNext ? current : 0;
    current = 0;
    beganAt = isNext ? beganAt + SPAN_MS : now;
  };
  return {
    add(value, now) {
      moveTo(now);
      current = Math.max(current, value);
    },
    at(now) {
      moveTo(now);
      return Math.max(current, before);
    },
  };
}
