import { defineEntityType, integer, sid, text, timestamp } from '../../model/index.js';

export const queues = defineEntityType({
  name: 'Queues',
  group: 'Voice',
  description: 'Queues of waiting calls.',
  docs: 'https://www.twilio.com/docs/voice/api/queue-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  collection: 'queues',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the queue, which must be empty' },
  summary: ['Sid', 'Name', 'CurrentSize', 'AverageWaitTime', 'MaxSize', 'DateCreated'],
  fields: {
    Sid: sid('QU', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CurrentSize: integer({ description: 'The number of waiting calls.' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    AverageWaitTime: integer({ description: 'The average wait of the waiting calls, in seconds.' }),
    MaxSize: integer({
      create: 'optional',
      update: true,
      description: 'The maximum number of waiting calls, up to 5000.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
