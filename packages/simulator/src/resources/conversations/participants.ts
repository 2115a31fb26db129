import type { Resource } from '../resource.js';

export const conversationParticipants: Resource = {
  name: 'ConversationParticipants',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Participants',
  share: 0.1,
  blank: { attributes: '{}' },
  sample: (_draft, { index, random }) => ({
    ...(index % 2 === 0
      ? { identity: `agent-${index + 1}` }
      : { messaging_binding: { type: 'sms', address: '+15550100001', proxy_address: '+15550100100' } }),
    last_read_message_index: null,
    role_sid: random.sid('RL'),
  }),
};
