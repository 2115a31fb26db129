import type { Interval } from './proxy-process.ts';

/** A limit of requests per second. Between these times it replaces the one before, at an unknown moment. */
export interface LimitChange {
  readonly limit: number;
  readonly askedAt: number;
  readonly settledAt: number;
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

/** The highest limit that may have been in force at any time of the period. */
function limitBetween(limits: readonly LimitChange[], from: number, to: number): number {
  const inForce = limits.filter(({ askedAt }, index) => {
    const next = limits[index + 1];
    return askedAt < to && (next === undefined || next.settledAt > from);
  });
  return Math.max(...inForce.map(({ limit }) => limit));
}

/**
 * The requests as a share of those that the limit allows: a second, divided by the average time from a request to the one that
 * comes as many later as the limit allows in a second. Counting the requests between two times would be off by up to one burst,
 * because bursts keep the rhythm of the first second: with two nodes and 60 s, that is 1.7 %.
 */
export function shareOf(moments: readonly number[], limit: number, endsAt: number): number {
  const inTime = moments.filter((moment) => moment < endsAt);
  const later = inTime.slice(limit);
  const total = later.reduce((sum, moment, index) => sum + moment - (inTime[index] ?? moment), 0);
  return (SECOND_MS * later.length) / total;
}
