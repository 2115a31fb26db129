import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const EDGES = ['unknown_edge', 'carrier_edge', 'sip_edge', 'sdk_edge', 'client_edge'] as const;
const LEVELS = ['UNKNOWN', 'DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;

export const callEvents = defineEntityType({
  name: 'CallEvents',
  group: 'Voice Insights',
  description: 'The events of one call, as recorded by Twilio.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-events-resource',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Events',
  collection: 'events',
  operations: ['LIST'],
  summary: ['Timestamp', 'Edge', 'Level', 'Group', 'Name'],
  fields: {
    CallSid: sid('CA', { references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Timestamp: timestamp(),
    Edge: oneOf(EDGES, { filter: ['='] }),
    Group: text({ description: 'The event group, such as audio or network.' }),
    Level: oneOf(LEVELS, { description: 'The severity.' }),
    Name: text({ description: 'The event name.' }),
    CarrierEdge: json(),
    SipEdge: json(),
    SdkEdge: json(),
    ClientEdge: json(),
    ConversationRelayData: json({ description: 'ConversationRelay data.' }),
  },
});
