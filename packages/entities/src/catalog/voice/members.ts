import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const members = defineEntityType({
  name: 'Members',
  description: 'The calls that wait in one queue. An UPDATE takes one out.',
  docs: 'https://www.twilio.com/docs/voice/api/member-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members',
  collection: 'queue_members',
  operations: ['LIST', 'GET', 'UPDATE'],
  consequences: { UPDATE: 'takes the call out of the queue' },
  fields: {
    CallSid: text({ key: true, references: 'Calls', description: 'The call that waits.' }),
    QueueSid: sid('QU', { references: 'Queues', description: 'The queue.' }),
    DateEnqueued: timestamp({ description: 'When it joined the queue.' }),
    Position: integer({ description: 'Its place in the queue, from 1.' }),
    WaitTime: integer({ description: 'Seconds that it has waited.' }),
    Uri: text(),
    Url: text({ readable: false, update: 'required', description: 'URL of TwiML that says how the call goes on.' }),
    Method: oneOf(METHODS, { readable: false, update: true }),
  },
});
