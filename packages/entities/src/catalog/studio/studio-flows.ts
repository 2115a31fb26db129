import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const studioFlows = defineEntityType({
  name: 'StudioFlows',
  group: 'Studio',
  description: 'Studio flows with their definitions.',
  docs: 'https://www.twilio.com/docs/studio/rest-api/v2/flow',
  product: 'studio',
  path: '/v2/Flows',
  collection: 'flows',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    UPDATE: "changes the flow's behavior, immediately if it is published",
    DELETE: 'permanently deletes the flow and its executions',
  },
  summary: ['Sid', 'Name', 'DateUpdated', 'Status', 'Revision', 'CommitMessage'],
  fields: {
    Sid: sid('FW', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AuthorSid: sid('US', { create: 'optional', update: true, description: 'The user who last changed it.' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    Definition: json({ create: 'required', update: true, description: "The flow's widgets, as JSON." }),
    Status: oneOf(['draft', 'published'], {
      create: 'required',
      update: 'required',
      description: 'draft or published.',
    }),
    Revision: integer({ description: 'The revision, incremented by each change.' }),
    CommitMessage: text({ create: 'optional', update: true, description: 'A description of the change.' }),
    Valid: boolean({ description: 'Whether the definition is valid.' }),
    Errors: json({ list: true, description: 'Errors in the definition.' }),
    Warnings: json({ list: true, description: 'Warnings about the definition.' }),
    WebhookUrl: text({ description: 'URL that starts the flow.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
