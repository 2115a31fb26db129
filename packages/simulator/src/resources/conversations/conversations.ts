import type { Resource } from '../resource.js';

export const conversations: Resource = {
  name: 'Conversations',
  product: 'conversations',
  path: '/v1/Conversations',
  share: 0.05,
  isAlso: (row, word) => row.unique_name === word,
  blank: { attributes: '{}', state: 'active', timers: {}, bindings: {} },
  filters: {
    StartDate: { property: 'date_created', by: 'from' },
    EndDate: { property: 'date_created', by: 'until' },
  },
  // A new one is of the first service.
  create(_form, world, draft) {
    const [service] = world.table('ConversationServices').oldestFirst();
    return { chat_service_sid: service?.sid, ...draft() };
  },
  sample: (_draft, { index, other }) => ({
    unique_name: `order-${index + 1}`,
    state: index % 4 === 3 ? 'closed' : 'active',
    chat_service_sid: other('ConversationServices')?.sid,
  }),
};
