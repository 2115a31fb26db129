import { defineEntityType, json, sid, text, timestamp } from '../../model/index.js';

export const serverlessFunctions = defineEntityType({
  name: 'ServerlessFunctions',
  group: 'Serverless',
  description: 'The functions of one service, without their code.',
  docs: 'https://www.twilio.com/docs/serverless/api/resource/function',
  product: 'serverless',
  path: '/v1/Services/{ServiceSid}/Functions',
  collection: 'functions',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the function' },
  fields: {
    Sid: sid('ZH', { key: true }),
    ServiceSid: sid('ZS', { references: 'ServerlessServices' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: 'required' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
  },
});
