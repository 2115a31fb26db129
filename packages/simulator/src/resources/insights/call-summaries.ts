import type { Declaration } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { newestRows } from '../../model/table.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { DAY_MS, parseTime } from '../../twilio/times.js';

const MAX_ROWS = 50;
const STATES: Readonly<Record<string, string>> = { failed: 'fail', 'no-answer': 'noanswer', 'in-progress': 'answered' };
/** The processing state of the rows that each value of the filter returns. */
const PROCESSING_STATES: Readonly<Record<string, string>> = { completed: 'complete', partial: 'partial' };
const PARTY = { carrier: 'Example Mobile', connection: 'mobile', country_code: 'US', country_subdivision: 'CA' };

const partyIs = (party: 'from' | 'to', member: string) => ({
  test: (row: Row, value: string) => (row[party] as Readonly<Record<string, unknown>>)[member] === value,
});

export const callSummaries: Declaration = {
  name: 'CallSummaries',
  product: 'insights',
  path: '/v1/Voice/Summaries',
  key: ['call_sid'],
  filters: {
    From: partyIs('from', 'caller'),
    To: partyIs('to', 'callee'),
    FromCarrier: partyIs('from', 'carrier'),
    ToCarrier: partyIs('to', 'carrier'),
    FromCountryCode: partyIs('from', 'country_code'),
    ToCountryCode: partyIs('to', 'country_code'),
    StartTime: { test: (row, value, now) => Number(row.start_time) >= toInstant('StartTime', value, now) },
    EndTime: { test: (row, value, now) => Number(row.end_time) < toInstant('EndTime', value, now) },
    ProcessingState: { test: (row, value) => value === 'all' || PROCESSING_STATES[value] === row.processing_state },
  },
  seed: (_count, world) => newestRows(world.table('Calls'), MAX_ROWS).toReversed().map(summaryOf),
};

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS };

/** Parses a time or an age (`4h`, `30d`). */
function toInstant(parameter: string, value: string, now: number): number {
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(value) ?? [];
  const ms = count === undefined ? parseTime(value)?.ms : now - Number(count) * (UNITS_MS[unit] ?? 0);
  if (ms !== undefined) return ms;
  throw new TwilioProblem(400, 20_001, `${parameter} must be a time in ISO 8601, or how long ago, such as 4h or 30d.`);
}

/** Builds the Voice Insights summary of a call. */
export function summaryOf(call: Row): Row {
  const { sid, from, to, status, direction, duration, start_time: start, end_time: end } = call;
  const seconds = Number(duration ?? 0);
  return {
    sid,
    call_sid: sid,
    account_sid: call.account_sid,
    call_type: 'carrier',
    call_state: STATES[String(status)] ?? status,
    processing_state: end == null ? 'partial' : 'complete',
    created_time: call.date_created,
    start_time: start,
    end_time: end,
    duration: seconds,
    connect_duration: seconds,
    from: { caller: from, ...PARTY },
    to: { callee: to, ...PARTY },
    properties: { direction: direction === 'inbound' ? 'inbound' : 'outbound_api', disconnected_by: 'callee' },
    carrier_edge: { metrics: { inbound: { codec_name: 'pcmu', packets_received: seconds * 50, packets_lost: 0 } } },
    tags: [],
  };
}
