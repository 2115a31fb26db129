import { expect, test } from 'vitest';
import { readLogFilter } from './log-filter.js';

const AT = '2026-11-30T12:00:00';
const MS = Date.parse(`${AT}Z`);
const CALL = 'AB'.repeat(16);

test.each([
  ['', {}],
  [`timestamp >= "${AT}Z" AND timestamp < "${AT}.5Z"`, { fromMs: MS, toMs: MS + 500 }],
  [`timestamp > "${AT}Z" timestamp <= "${AT}.5Z"`, { fromMs: MS + 1, toMs: MS + 501 }],
  [`timestamp >= "${AT}.0001Z" AND timestamp < "${AT}.0001Z"`, { fromMs: MS + 1, toMs: MS + 1 }],
  [`timestamp >= "2026-01-01" AND timestamp >= "${AT}Z"`, { fromMs: MS }],
  ['severity >= WARNING AND severity > INFO', { leastSeverity: 400 }],
  ['severity > INFO', { leastSeverity: 201 }],
  [`operation.id = "${CALL}"`, { callId: CALL.toLowerCase() }],
  ['resource.labels.connection_id = "a" AND (severity >= ERROR)', { leastSeverity: 500 }],
])('the filter %j is answered by bounds alone', (filter, bounds) => {
  const { mayMatch: _mayMatch, matches, ...found } = readLogFilter(filter);
  expect([found, matches]).toEqual([bounds, undefined]);
});

test.each([
  ['severity = ERROR', {}],
  ['severity >= ERROR OR timestamp > "2026-01-01"', {}],
  ['NOT severity >= ERROR', {}],
  [`severity >= INFO AND "text"`, { leastSeverity: 200 }],
  [`labels.call_id = "${CALL}" AND jsonPayload.callId = "${'c'.repeat(32)}"`, { callId: CALL.toLowerCase() }],
  ['resource.labels.connection_id = "a" OR severity = ERROR', {}],
])('the filter %j is also applied to the entries', (filter, bounds) => {
  const { mayMatch: _mayMatch, matches, ...found } = readLogFilter(filter);
  expect([found, typeof matches]).toEqual([bounds, 'function']);
});

test('a log that cannot have matching entries is not read', () => {
  const { mayMatch } = readLogFilter('resource.labels.connection_id = "a" AND severity = ERROR');
  const names = ['a', 'b'].map((id) => `projects/p/locations/l/connections/${id}`);
  expect(names.map(mayMatch)).toEqual([true, false]);
});
