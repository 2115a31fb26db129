import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

const STATUSES = ['in_progress', 'not_started', 'completed', 'summary_timeout'] as const;
const END_REASONS = [
  'last_participant_left',
  'conference_ended_via_api',
  'participant_with_end_conference_on_exit_left',
  'last_participant_kicked',
  'participant_with_end_conference_on_exit_kicked',
] as const;
const MIXER_REGIONS = ['us1', 'us2', 'au1', 'br1', 'ie1', 'jp1', 'sg1', 'de1', 'in1'] as const;

export const conferenceInsights = defineEntityType({
  name: 'ConferenceInsights',
  group: 'Voice Insights',
  description: 'Metrics summaries of conferences.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/conference/conference-summary-resource',
  product: 'insights',
  path: '/v1/Conferences',
  collection: 'conferences',
  operations: ['LIST', 'GET'],
  summary: ['ConferenceSid', 'StartTime', 'Status', 'DurationSeconds', 'Name', 'EndReason', 'UniqueParticipants'],
  fields: {
    ConferenceSid: sid('CF', { key: true, filter: ['='], references: 'Conferences' }),
    AccountSid: sid('AC', { references: 'Accounts', description: 'The owning account.' }),
    Name: text({ wire: 'FriendlyName', filter: ['='] }),
    CreateTime: timestamp({
      filter: { '>=': 'CreatedAfter', '<=': 'CreatedBefore' },
      description: 'The creation time.',
    }),
    StartTime: timestamp(),
    EndTime: timestamp(),
    DurationSeconds: integer({ description: 'The length in seconds.' }),
    ConnectDurationSeconds: integer({ description: 'Seconds from the start to the end of the conference.' }),
    Status: oneOf(STATUSES, { filter: ['='] }),
    MaxParticipants: integer(),
    MaxConcurrentParticipants: integer({ description: 'The peak number of concurrent participants.' }),
    UniqueParticipants: integer({ description: 'The number of distinct calls that took part.' }),
    EndReason: oneOf(END_REASONS, { filter: ['='], description: 'The reason why it ended.' }),
    EndedBy: sid('CA', { references: 'Calls', description: 'The call that ended it.' }),
    MixerRegion: oneOf(MIXER_REGIONS, { filter: ['='], description: 'The region that mixed the audio.' }),
    MixerRegionRequested: oneOf(MIXER_REGIONS, { description: 'The requested mixer region.' }),
    RecordingEnabled: boolean({ description: 'Whether it was recorded.' }),
    DetectedIssues: json({ description: 'The number of occurrences of each detected issue.' }),
    Tags: json({ list: true }),
    TagInfo: json({ description: 'Details of the tags.' }),
    ProcessingState: oneOf(['complete', 'in_progress', 'timeout']),
    Url: text(),
    Links: json(),
    Subaccount: sid('AC', { readable: false, filter: ['='] }),
    HasTags: text({
      readable: false,
      filter: { '=': 'Tags' },
      description: 'Parameter only: required tags, comma-separated.',
    }),
    HasIssues: text({
      readable: false,
      filter: { '=': 'DetectedIssues' },
      description: 'Parameter only: required detected issues, comma-separated.',
    }),
  },
});
