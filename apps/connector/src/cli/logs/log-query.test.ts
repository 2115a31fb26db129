import { expect, test } from 'vitest';
import { toLogFilter } from './log-query.js';

const NOW = Date.parse('2026-11-30T12:00:00Z');

test.each([
  [{}, ''],
  [{ level: 'error' }, 'severity >= WARNING'],
  [{ level: 'info', since: '15m' }, 'severity >= INFO AND timestamp >= "2026-11-30T11:45:00.000Z"'],
  [{ since: '7d' }, 'timestamp >= "2026-11-23T12:00:00.000Z"'],
  [{ since: '30s' }, 'timestamp >= "2026-11-30T11:59:30.000Z"'],
  [{ since: '2026-11-30' }, 'timestamp >= "2026-11-30T00:00:00.000Z"'],
  [{ since: '2026-11-30T10:00+01:00' }, 'timestamp >= "2026-11-30T09:00:00.000Z"'],
  [{ filter: 'a = 1 OR b = 2' }, 'a = 1 OR b = 2'],
  [{ level: 'debug', filter: 'a = 1 -- all' }, '(a = 1 -- all\n) AND severity >= DEBUG'],
] as const)('the flags %j are the filter %s', (flags, filter) => {
  expect(toLogFilter(flags, NOW)).toBe(filter);
});

test.each(['', 'yesterday', '15', '15y', '-1d', '2026', '2026-13-01'])('--since %j is refused', (since) => {
  expect(() => toLogFilter({ since }, NOW)).toThrow('--since must be a duration such as 15m, 24h or 7d, or a time');
});
