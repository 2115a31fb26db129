import { boolean, defineEntityType, integer, json, oneOf, sid, text, timestamp } from '../../model/index.js';

export const studioFlows = defineEntityType({
  name: 'StudioFlows',
  description: 'Flows that were drawn in Studio, with their definitions.',
  docs: 'https://www.twilio.com/docs/studio/rest-api/v2/flow',
  product: 'studio',
  path: '/v2/Flows',
  collection: 'flows',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: {
    UPDATE: 'changes what the flow does, at once if it is published',
    DELETE: 'deletes the flow with its executions for good',
  },
  fields: {
    Sid: sid('FW', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    AuthorSid: sid('US', { create: 'optional', update: true, description: 'Who last changed it.' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    Definition: json({ create: 'required', update: true, description: "The flow's widgets, as JSON." }),
    Status: oneOf(['draft', 'published'], {
      create: 'required',
      update: 'required',
      description: 'draft or published.',
    }),
    Revision: integer({ description: 'Its revision, one more with each change.' }),
    CommitMessage: text({ create: 'optional', update: true, description: 'What was changed, in words.' }),
    Valid: boolean({ description: 'Whether the definition can run.' }),
    Errors: json({ list: true, description: 'What is wrong with the definition.' }),
    Warnings: json({ list: true, description: 'What may be wrong with the definition.' }),
    WebhookUrl: text({ description: 'URL that starts the flow.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
