import type { Declaration } from '../../model/resource.js';

export const messageFeedback: Declaration = {
  name: 'MessageFeedback',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Feedback',
  key: ['message_sid'],
  defaults: { outcome: 'confirmed' },
  seed: () => [],
};
