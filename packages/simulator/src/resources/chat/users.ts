import type { Resource } from '../resource.js';

export const chatUsers: Resource = {
  name: 'ChatUsers',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Users',
  share: 0.02,
  isAlso: (row, word) => row.identity === word,
  blank: { attributes: '{}', is_online: false, is_notifiable: false, joined_channels_count: 0 },
  sample: (_draft, { index }) => ({ identity: `user-${index + 1}` }),
};
