import { defineEntityType, json, sid } from '../../model/index.js';

export const callRequestEvents = defineEntityType({
  name: 'CallRequestEvents',
  group: 'Voice',
  description: 'The HTTP requests made and received by Twilio for one call.',
  docs: 'https://www.twilio.com/docs/voice/api/call-event-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Calls/{CallSid}/Events',
  collection: 'events',
  operations: ['LIST'],
  summary: ['Request', 'Response'],
  fields: {
    CallSid: sid('CA', { references: 'Calls' }),
    Request: json({ description: 'The request, from Twilio to your server or from you to Twilio.' }),
    Response: json({ description: 'The response.' }),
  },
});
