import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const CALL_STATUSES = ['answered', 'completed', 'busy', 'fail', 'noanswer', 'ringing', 'canceled'] as const;
const REGIONS = ['us1', 'us2', 'au1', 'br1', 'ie1', 'jp1', 'sg1', 'de1', 'in1'] as const;

export const conferenceParticipantSummaries = defineEntityType({
  name: 'ConferenceParticipantSummaries',
  description: 'Metrics summaries of the participants of one conference.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/conference/participant-summary-resource',
  product: 'insights',
  path: '/v1/Conferences/{ConferenceSid}/Participants',
  collection: 'participants',
  operations: ['LIST', 'GET'],
  summary: ['ParticipantSid', 'CallSid', 'Label', 'JoinTime', 'DurationSeconds', 'CallStatus', 'Sender', 'To'],
  fields: {
    ParticipantSid: sid('CP', { key: true, filter: ['='], description: 'The participant.' }),
    ConferenceSid: sid('CF', { references: 'ConferenceInsights' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CallSid: sid('CA', { references: 'Calls' }),
    Label: text({ filter: ['='], description: 'The label that you gave the participant.' }),
    CallDirection: oneOf(['inbound', 'outbound'], { description: 'The direction of the call.' }),
    Sender: text({ wire: 'From', description: 'The caller.' }),
    To: text({ description: 'The callee.' }),
    CallStatus: oneOf(CALL_STATUSES, { description: 'The status of the call.' }),
    CallType: oneOf(['carrier', 'client', 'sip'], { description: 'How the call was carried.' }),
    CountryCode: text(),
    IsModerator: boolean({ description: 'Whether the participant started the conference or ends it by leaving.' }),
    IsCoach: boolean({ description: 'Whether the participant coached another one.' }),
    CoachedParticipants: text({ repeats: true, description: 'The calls that the participant coached.' }),
    JoinTime: timestamp({ description: 'The time at which the participant joined.' }),
    LeaveTime: timestamp({ description: 'The time at which the participant left.' }),
    DurationSeconds: integer({ description: 'Seconds in the conference.' }),
    OutboundQueueLength: integer({ description: 'The estimated seconds in the queue when the call was created.' }),
    OutboundTimeInQueue: integer({ description: 'The actual time in the queue.' }),
    JitterBufferSize: oneOf(['large', 'small', 'medium', 'off'], { description: 'The size of the jitter buffer.' }),
    ParticipantRegion: oneOf(REGIONS, { description: "The region of the participant's audio." }),
    ConferenceRegion: oneOf(REGIONS, { description: 'The region that mixed the audio.' }),
    ProcessingState: oneOf(['complete', 'in_progress', 'timeout']),
    Properties: json(),
    Events: json({ description: 'The times of events such as mute and hold.' }),
    Metrics: json({ description: 'Audio quality metrics.' }),
    Url: text(),
    HasEvents: text({
      readable: false,
      filter: { '=': 'Events' },
      description: 'Parameter only: required events, such as mute.',
    }),
  },
});
