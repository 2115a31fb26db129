import { MINUTES_KEPT_MS } from '../../usage/usage-query.js';
import { invalidParameter } from '../../errors.js';
import type { Interval } from './aggregation.js';

/** At most so many points are read for one answer. That takes a second or two. */
const MAX_POINTS = 500_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Refuses a request that would read too much.
 *
 * @param periodMs whole hours are read from hourly sums, everything else from minutes as far as they are kept
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function checkReadLimit(connections: number, { startMs, endMs }: Interval, periodMs: number): void {
  const spanMs = endMs - startMs;
  const inMinutesMs = periodMs % HOUR_MS === 0 ? 0 : Math.min(spanMs, MINUTES_KEPT_MS);
  const points = connections * (inMinutesMs / MINUTE_MS + (spanMs - inMinutesMs) / HOUR_MS);
  if (points <= MAX_POINTS) return;
  const remedy =
    'name connections in the filter, shorten the interval, or set aggregation.alignmentPeriod to whole hours';
  throw invalidParameter('interval.startTime', `covers more than ${MAX_POINTS} points; ${remedy}`);
}
