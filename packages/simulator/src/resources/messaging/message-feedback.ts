import type { Resource } from '../resource.js';

export const messageFeedback: Resource = {
  name: 'MessageFeedback',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback',
  key: ['message_sid'],
  share: 0,
  blank: { outcome: 'confirmed' },
};
