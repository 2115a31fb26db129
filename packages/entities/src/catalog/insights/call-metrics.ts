import { defineEntityType, json, oneOf, sid, timestamp } from '../../model/index.js';

const EDGES = ['unknown_edge', 'carrier_edge', 'sip_edge', 'sdk_edge', 'client_edge'] as const;

export const callMetrics = defineEntityType({
  name: 'CallMetrics',
  group: 'Voice Insights',
  description: 'Metrics of one call, sampled every ten seconds.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-metrics-resource',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Metrics',
  collection: 'metrics',
  operations: ['LIST'],
  summary: ['Timestamp', 'Edge', 'Direction', 'CarrierEdge', 'ClientEdge'],
  fields: {
    CallSid: sid('CA', { references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Timestamp: timestamp(),
    Edge: oneOf(EDGES, { filter: ['='] }),
    Direction: oneOf(['unknown', 'inbound', 'outbound', 'both'], { filter: ['='] }),
    CarrierEdge: json(),
    SipEdge: json(),
    SdkEdge: json(),
    ClientEdge: json(),
  },
});
