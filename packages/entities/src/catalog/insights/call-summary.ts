import { defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const CALL_TYPES = ['carrier', 'sip', 'trunking', 'client', 'whatsapp'] as const;
const CALL_STATES = ['ringing', 'completed', 'busy', 'fail', 'noanswer', 'canceled', 'answered', 'undialed'] as const;
const ANSWERED_BY = [
  'unknown',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
  'human',
  'fax',
] as const;

export const callSummary = defineEntityType({
  name: 'CallSummary',
  group: 'Voice Insights',
  description: 'The metrics summary of one call, complete 30 minutes after its end. The key is the call SID.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/call/call-summary-resource',
  product: 'insights',
  path: '/v1/Voice/{CallSid}/Summary',
  operations: ['GET'],
  summary: ['CallSid', 'StartTime', 'CallState', 'Duration', 'CallType', 'AnsweredBy', 'ConnectDuration'],
  fields: {
    CallSid: sid('CA', { key: true, references: 'Calls' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallType: oneOf(CALL_TYPES),
    CallState: oneOf(CALL_STATES),
    AnsweredBy: oneOf(ANSWERED_BY),
    ProcessingState: oneOf(['complete', 'partial'], { filter: ['='] }),
    CreatedTime: timestamp(),
    StartTime: timestamp(),
    EndTime: timestamp(),
    Duration: integer(),
    ConnectDuration: integer(),
    SenderDetails: json({ source: 'from' }),
    ToDetails: json({ source: 'to' }),
    CarrierEdge: json(),
    ClientEdge: json(),
    SdkEdge: json(),
    SipEdge: json(),
    Tags: json({ list: true }),
    Attributes: json(),
    Properties: json(),
    Trust: json(),
    Annotation: json(),
    AgentSessionSummaries: json({ list: true }),
    Url: text(),
  },
});
