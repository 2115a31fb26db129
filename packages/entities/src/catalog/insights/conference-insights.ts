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
  description: 'What was measured of conferences.',
  docs: 'https://www.twilio.com/docs/voice/voice-insights/api/conference/conference-summary-resource',
  product: 'insights',
  path: '/v1/Conferences',
  collection: 'conferences',
  operations: ['LIST', 'GET'],
  fields: {
    ConferenceSid: sid('CF', { key: true, filter: ['='], references: 'Conferences' }),
    AccountSid: sid('AC', { references: 'Accounts', description: 'The account that it belongs to.' }),
    Name: text({ wire: 'FriendlyName', filter: ['='] }),
    CreateTime: timestamp({
      filter: { '>=': 'CreatedAfter', '<=': 'CreatedBefore' },
      description: 'When it was made.',
    }),
    StartTime: timestamp(),
    EndTime: timestamp(),
    DurationSeconds: integer({ description: 'Length in seconds.' }),
    ConnectDurationSeconds: integer({ description: 'Seconds from its start to its end.' }),
    Status: oneOf(STATUSES, { filter: ['='] }),
    MaxParticipants: integer(),
    MaxConcurrentParticipants: integer({ description: 'The most participants at a time.' }),
    UniqueParticipants: integer({ description: 'How many different calls took part.' }),
    EndReason: oneOf(END_REASONS, { filter: ['='], description: 'Why it ended.' }),
    EndedBy: sid('CA', { references: 'Calls', description: 'The call that ended it.' }),
    MixerRegion: oneOf(MIXER_REGIONS, { filter: ['='], description: 'Where the sound was mixed.' }),
    MixerRegionRequested: oneOf(MIXER_REGIONS, { description: 'Where it was asked to be mixed.' }),
    RecordingEnabled: boolean({ description: 'Whether it was recorded.' }),
    DetectedIssues: json({ description: 'How often each problem was noticed.' }),
    Tags: json({ list: true }),
    TagInfo: json({ description: 'More on its tags.' }),
    ProcessingState: oneOf(['complete', 'in_progress', 'timeout']),
    Url: text(),
    Links: json(),
    Subaccount: sid('AC', { readable: false, filter: ['='] }),
    HasTags: text({
      readable: false,
      filter: { '=': 'Tags' },
      description: 'A parameter only: tags that it has, with commas between.',
    }),
    HasIssues: text({
      readable: false,
      filter: { '=': 'DetectedIssues' },
      description: 'A parameter only: problems that it had, with commas between.',
    }),
  },
});
