import { defineEntityType, integer, oneOf, sid, text, timestamp } from '../../model/index.js';
import { METHODS } from '../methods.js';

export const members = defineEntityType({
  name: 'Members',
  group: 'Voice',
  description: 'The calls waiting in one queue. UPDATE dequeues a call.',
  docs: 'https://www.twilio.com/docs/voice/api/member-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Queues/{QueueSid}/Members',
  collection: 'queue_members',
  operations: ['LIST', 'GET', 'UPDATE'],
  consequences: { UPDATE: 'removes the call from the queue' },
  summary: ['CallSid', 'Position', 'WaitTime', 'DateEnqueued'],
  fields: {
    CallSid: text({ key: true, references: 'Calls', description: 'The waiting call.' }),
    QueueSid: sid('QU', { references: 'Queues', description: 'The queue.' }),
    DateEnqueued: timestamp({ description: 'The time at which the call joined the queue.' }),
    Position: integer({ description: 'The position in the queue, starting at 1.' }),
    WaitTime: integer({ description: 'Seconds that the call has waited.' }),
    Uri: text(),
    Url: text({ readable: false, update: 'required', description: 'URL of the TwiML with which the call continues.' }),
    Method: oneOf(METHODS, { readable: false, update: true }),
  },
});
