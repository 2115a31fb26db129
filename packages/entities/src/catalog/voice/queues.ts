import { defineEntityType, integer, sid, text, timestamp } from '../../model/index.js';

export const queues = defineEntityType({
  name: 'Queues',
  description: 'Queues in which calls wait.',
  docs: 'https://www.twilio.com/docs/voice/api/queue-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues',
  collection: 'queues',
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'deletes the queue, which has to be empty' },
  fields: {
    Sid: sid('QU', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    CurrentSize: integer({ description: 'How many calls wait.' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    AverageWaitTime: integer({ description: 'Seconds that the waiting calls have waited, on average.' }),
    MaxSize: integer({ create: 'optional', update: true, description: 'The most calls that may wait, at most 5000.' }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
