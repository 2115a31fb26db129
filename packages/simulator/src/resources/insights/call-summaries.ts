import type { Row } from '../../store.js';
import type { Resource } from '../resource.js';

/** Insights' words for the states of a call. */
const STATES: Readonly<Record<string, string>> = {
  queued: 'undialed',
  'in-progress': 'answered',
  failed: 'fail',
  'no-answer': 'noanswer',
};

export const callSummaries: Resource = {
  name: 'CallSummaries',
  product: 'insights',
  path: '/v1/Voice/Summaries',
  table: 'Calls',
  share: 0,
  show: summarize,
  filters: {
    From: { property: 'from.caller', by: 'equals' },
    To: { property: 'to.callee', by: 'equals' },
    FromCountryCode: { property: 'from.country_code', by: 'equals' },
    ToCountryCode: { property: 'to.country_code', by: 'equals' },
    Direction: { property: 'properties.direction', by: 'equals' },
    CallType: { property: 'call_type', by: 'among' },
    CallState: { property: 'call_state', by: 'among' },
    StartTime: { property: 'start_time', by: 'from' },
    EndTime: { property: 'end_time', by: 'until' },
    ProcessingState: { property: 'processing_states', by: 'among' },
  },
};

export const callSummary: Resource = {
  name: 'CallSummary',
  product: 'insights',
  instancePath: '/v1/Voice/{CallSid}/Summary',
  parameters: { CallSid: 'sid' },
  table: 'Calls',
  share: 0,
  show: summarize,
};

function summarize(row: Row) {
  const status = String(row.status);
  const direction = row.direction === 'inbound' ? 'inbound' : 'outbound_api';
  const end = (number: unknown) => ({
    country_code: 'US',
    carrier: 'Simulated',
    number_prefix: String(number).slice(0, 5),
  });
  return {
    call_sid: row.sid,
    call_type: 'carrier',
    call_state: STATES[status] ?? status,
    processing_state: row.end_time === undefined ? 'partial' : 'complete',
    created_time: row.date_created,
    duration: Number(row.duration ?? 0),
    connect_duration: status === 'completed' ? Number(row.duration) : 0,
    answered_by: null,
    from: { ...end(row.from), caller: row.from },
    to: { ...end(row.to), callee: row.to },
    carrier_edge: { metrics: { inbound: { codec: 0, codec_name: 'pcmu', jitter: { avg: 1.2, max: 4.5 } } } },
    attributes: {},
    properties: { direction, disconnected_by: 'callee', pdd_ms: 1500 },
    tags: [],
  };
}
