import { LEAST_SEVERITIES } from '../../logs/log-entry.js';
import { durationMs } from '../terminal/duration.js';
import { UsageError } from '../terminal/usage-error.js';
import type { LogFlags } from './log-flags.js';

/** The levels as the flag spells them. */
const STORED = { error: 'ERROR', info: 'INFO', debug: 'DEBUG' } as const;
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The filter for the flags of `logs`.
 *
 * @param now milliseconds since 1970
 * @throws UsageError for a malformed --since
 */
export function toLogFilter(
  { level, since, filter }: Pick<LogFlags, 'level' | 'since' | 'filter'>,
  now: number,
): string {
  const bounds = [
    level && `severity >= ${LEAST_SEVERITIES[STORED[level]]}`,
    since !== undefined && `timestamp >= "${toTime(since, now)}"`,
  ].filter(Boolean);
  if (!filter || bounds.length === 0) return filter || bounds.join(' AND ');
  // First, so that errors name its places. The line ends because the filter may end with a comment.
  return [`(${filter}\n)`, ...bounds].join(' AND ');
}

function toTime(text: string, now: number): string {
  const duration = durationMs(text, ['s', 'm', 'h', 'd']);
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  const ms = duration === undefined ? time : now - duration;
  if (!Number.isNaN(ms)) return new Date(Math.max(0, ms)).toISOString();
  throw new UsageError('--since must be a duration such as 15m, 24h or 7d, or a time such as 2030-01-31T00:00:00Z.');
}
