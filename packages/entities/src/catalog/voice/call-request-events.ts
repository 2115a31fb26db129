import { defineEntityType, json, sid } from '../../model/index.js';

export const callRequestEvents = defineEntityType({
  name: 'CallRequestEvents',
  description: 'The requests that Twilio made, and got, about one call.',
  docs: 'https://www.twilio.com/docs/voice/api/call-event-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Events',
  collection: 'events',
  operations: ['LIST'],
  fields: {
    CallSid: sid('CA', { references: 'Calls' }),
    Request: json({ description: 'What Twilio asked your server, or you asked Twilio.' }),
    Response: json({ description: 'What was answered.' }),
  },
});
