import { defineEntityType, oneOf, sid, text, timestamp } from '../../model/index.js';

export const messageFeedback = defineEntityType({
  name: 'MessageFeedback',
  description: 'Says of one message, sent with ProvideFeedback, whether its recipient acted on it.',
  docs: 'https://www.twilio.com/docs/messaging/api/message-feedback-resource',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback',
  operations: ['CREATE'],
  fields: {
    MessageSid: sid(['SM', 'MM'], { references: 'Messages' }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Outcome: oneOf(['confirmed', 'unconfirmed'], {
      create: 'optional',
      description: 'confirmed once the recipient acted on the message, else unconfirmed.',
    }),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Uri: text(),
  },
});
