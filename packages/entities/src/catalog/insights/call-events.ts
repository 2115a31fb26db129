import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const EDGES = ['unknown_edge', 'carrier_edge', 'sip_edge', 'sdk_edge', 'client_edge'] as const;
const LEVELS = ['UNKNOWN', 'DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;

export const callEvents = defineEntityType({
  name: 'CallEvents',
  description: 'What happened in one call, as Twilio noted it.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-events-resource',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Events',
  collection: 'events',
  operations: ['LIST'],
  fields: {
    CallSid: sid('CA', { references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Timestamp: timestamp(),
    Edge: oneOf(EDGES, { filter: ['='] }),
    Group: text({ description: 'What the event is of, such as audio or network.' }),
    Level: oneOf(LEVELS, { description: 'How much it matters.' }),
    Name: text({ description: 'What happened.' }),
    CarrierEdge: json(),
    SipEdge: json(),
    SdkEdge: json(),
    ClientEdge: json(),
    ConversationRelayData: json({ description: 'What ConversationRelay noted.' }),
  },
});
