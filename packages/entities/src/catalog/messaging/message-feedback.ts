import { defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';

export const messageFeedback = defineEntityType({
  name: 'MessageFeedback',
  group: 'Messaging',
  description:
    'Reports whether the recipient of a message acted on it. The message must have been sent with ProvideFeedback.',
  docs: 'https://www.twilio.com/docs/messaging/api/message-feedback-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback',
  operations: ['CREATE'],
  summary: ['MessageSid', 'Outcome', 'DateCreated'],
  fields: {
    MessageSid: sid(['SM', 'MM'], { references: 'Messages' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Outcome: oneOf(['confirmed', 'unconfirmed'], {
      create: 'optional',
      description: 'confirmed once the recipient acted on the message, otherwise unconfirmed.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
