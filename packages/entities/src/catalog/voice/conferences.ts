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
  description: 'Calls of several people. A conference begins with its first participant.',
  docs: 'https://www.twilio.com/docs/voice/api/conference-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Conferences',
  collection: 'conferences',
  operations: ['LIST', 'GET', 'UPDATE'],
  consequences: { UPDATE: 'may end the conference for everybody' },
  fields: {
    Sid: sid('CF', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', filter: ['='] }),
    Region: text({ description: 'Where the sound is mixed.' }),
    Status: oneOf(['init', 'in-progress', 'completed'], {
      filter: ['='],
      update: ['completed'],
      description: "An update to 'completed' ends it.",
    }),
    ReasonConferenceEnded: oneOf(REASONS, { description: 'Why it ended.' }),
    CallSidEndingConference: sid('CA', { references: 'Calls', description: 'The call whose end ended it.' }),
    DateCreated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    DateUpdated: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    ApiVersion: text(),
    Uri: text(),
    SubresourceUris: json(),
    AnnounceUrl: text({ readable: false, update: true }),
    AnnounceMethod: oneOf(METHODS, { readable: false, update: true }),
  },
});
