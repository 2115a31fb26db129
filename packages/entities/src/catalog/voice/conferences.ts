import { defineEntityType, json, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

const REASONS = [
  'conference-ended-via-api',
  'participant-with-end-conference-on-exit-left',
  'participant-with-end-conference-on-exit-kicked',
  'last-participant-kicked',
  'last-participant-left',
] as const;

export const conferences = defineEntityType({
  name: 'Conferences',
  group: 'Voice',
  description: 'Conference calls. A conference starts with its first participant.',
  docs: 'https://www.twilio.com/docs/voice/api/conference-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences',
  collection: 'conferences',
  operations: ['LIST', 'GET', 'UPDATE'],
  window: { column: 'DateCreated', precision: 'day', neverNull: true, changesForDays: 3 },
  consequences: { UPDATE: 'can end the conference for everyone' },
  summary: ['Sid', 'Name', 'DateCreated', 'Status', 'ReasonConferenceEnded', 'Region'],
  fields: {
    Sid: sid('CF', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', filter: ['='] }),
    Region: text({ description: 'The region that mixes the audio.' }),
    Status: oneOf(['init', 'in-progress', 'completed'], {
      filter: ['='],
      update: ['completed'],
      description: "UPDATE to 'completed' ends the conference.",
    }),
    ReasonConferenceEnded: oneOf(REASONS, { description: 'The reason why it ended.' }),
    CallSidEndingConference: sid('CA', {
      references: 'Calls',
      description: 'The call whose end ended the conference.',
    }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    DateUpdated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    AnnounceUrl: text({ readable: false, update: true }),
    AnnounceMethod: oneOf(METHODS, { readable: false, update: true }),
  },
});
