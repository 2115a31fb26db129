import type { Interval } from './proxy-process.ts';

/** A limit of requests per second that was asked for at this time. */
export interface LimitChange {
  readonly at: number;
  readonly limit: number;
}

/** What the requests of a run were like. */
export interface Verdict {
  /** Sliding seconds that begin with a request and contain more requests than the limit. */
  readonly over: number;
  /** The most requests in any of them. */
  readonly most: number;
  /** The share of the sliding seconds that were counted. */
  readonly counted: number;
}

/** A change of the limit takes effect within this time. Until then, both limits are allowed. */
const CHANGE_MS = 1000;
const SECOND_MS = 1000;

/**
 * Counts the requests in each second that begins with one of them. Two requests exactly 1,000 ms apart are not within the
 * same second.
 *
 * @param moments in ascending order
 * @param lateTimes when the clock that gave the moments was late; seconds that begin or end then are not counted
 */
export function judge(
  moments: readonly number[],
  limits: readonly LimitChange[],
  lateTimes: readonly Interval[] = [],
): Verdict {
  let [over, most, counted] = [0, 0, 0];
  let end = 0;
  for (const [first, from] of moments.entries()) {
    const to = from + SECOND_MS;
    while ((moments[end] ?? Number.POSITIVE_INFINITY) < to) end += 1;
    if (isIn(lateTimes, from) || isIn(lateTimes, to)) continue;
    counted += 1;
    most = Math.max(most, end - first);
    if (end - first > limitBetween(limits, from, to)) over += 1;
  }
  return { over, most, counted: moments.length === 0 ? 0 : counted / moments.length };
}

function isIn(times: readonly Interval[], moment: number): boolean {
  return times.some(([from, to]) => from <= moment && moment <= to);
}

/** The highest limit at any time of the period. */
function limitBetween(limits: readonly LimitChange[], from: number, to: number): number {
  const inForce = limits.filter(({ at }, index) => {
    const next = limits[index + 1];
    return at < to && (next === undefined || next.at + CHANGE_MS > from);
  });
  return Math.max(...inForce.map(({ limit }) => limit));
}

/** The requests from the second second on, as a share of those that the limit allows. The first may have a full burst. */
export function shareOf(moments: readonly number[], limit: number, endsAt: number): number {
  const from = (moments[0] ?? 0) + SECOND_MS;
  const count = moments.filter((moment) => moment >= from && moment < endsAt).length;
  return count / (limit * ((endsAt - from) / SECOND_MS));
}
