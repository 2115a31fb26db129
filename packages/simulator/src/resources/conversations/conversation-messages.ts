import type { Declaration } from '../../model/resource.js';

export const conversationMessages: Declaration = {
  name: 'ConversationMessages',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Messages',
  defaults: { author: 'system', attributes: '{}' },
  isOldestFirst: (query) => query.get('Order') !== 'desc',
  create(_form, world, { params, draft }) {
    const all = [...world.table('ConversationMessages').oldestFirst()];
    const indexes = all
      .filter((row) => row.conversation_sid === params.ConversationSid)
      .map((row) => Number(row.index));
    return { ...draft(), index: Math.max(-1, ...indexes) + 1 };
  },
  // Each is the first message of its conversation: the seed has as many conversations as messages.
  sample: (index) => ({ index: 0, author: 'agent', body: `Hello ${index + 1}` }),
};
