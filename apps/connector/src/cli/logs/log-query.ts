import { UsageError } from '../terminal/usage-error.js';
import type { LogFlags } from './log-flags.js';

/** The least severity of each level, as the connector stores it. */
const SEVERITIES = { error: 'WARNING', info: 'INFO', debug: 'DEBUG' } as const;
const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,6})([smhd])$/;
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
  const parts = [
    level && `severity >= ${SEVERITIES[level]}`,
    since !== undefined && `timestamp >= "${toTime(since, now)}"`,
    filter && `(${filter})`,
  ];
  return parts.filter(Boolean).join(' AND ');
}

function toTime(text: string, now: number): string {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const ms = unit
    ? now - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]
    : TIME.test(text)
      ? Date.parse(text)
      : NaN;
  if (!Number.isNaN(ms)) return new Date(Math.max(0, ms)).toISOString();
  throw new UsageError('--since must be a duration such as 15m, 24h or 7d, or a time such as 2030-01-31T00:00:00Z.');
}
