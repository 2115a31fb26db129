import { defineEntityType, json, oneOf, sid, timestamp } from '../../model/index.js';

const STATUSES = ['canceled', 'completed', 'deleted', 'failed', 'in-progress', 'init', 'processing', 'queued'] as const;

export const recordingAddOnResults = defineEntityType({
  name: 'RecordingAddOnResults',
  group: 'Voice',
  description: 'The results of add-ons for one recording.',
  docs: 'https://www.twilio.com/docs/voice/api/recording-addonresults',
  path: '/2010-04-01/Accounts/{AccountSid}/Recordings/{ReferenceSid}/AddOnResults',
  collection: 'add_on_results',
  operations: ['LIST', 'GET', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the result' },
  summary: ['Sid', 'Status', 'DateCreated', 'DateCompleted', 'AddOnSid'],
  fields: {
    Sid: sid('XR', { key: true }),
    ReferenceSid: sid('RE', { references: 'Recordings', description: 'The analyzed recording.' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Status: oneOf(STATUSES),
    AddOnSid: sid('XB', { description: 'The add-on.' }),
    AddOnConfigurationSid: sid('XE', { description: "The add-on's configuration." }),
    DateCompleted: timestamp({ description: 'The time at which the add-on finished.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    SubresourceUris: json(),
  },
});
