import { boolean, defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const serverlessServices = defineEntityType({
  name: 'ServerlessServices',
  group: 'Serverless',
  description: 'Services that hold functions and assets.',
  docs: 'https://www.twilio.com/docs/serverless/api/resource/service',
  product: 'serverless',
  path: '/v1/Services',
  collection: 'services',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the service and its functions' },
  fields: {
    Sid: text({ key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    UniqueName: text({ create: 'required' }),
    IncludeCredentials: boolean({
      create: 'optional',
      update: true,
      description: "Whether functions receive the account's credentials.",
    }),
    UiEditable: boolean({
      create: 'optional',
      update: true,
      description: "Whether it can be edited in Twilio's Console.",
    }),
    DomainBase: text({ description: 'The prefix of its domain names.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
