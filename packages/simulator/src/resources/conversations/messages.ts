import type { Row } from '../../store.js';
import type { Resource, World } from '../resource.js';

export const conversationMessages: Resource = {
  name: 'ConversationMessages',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Messages',
  share: 0.2,
  blank: { attributes: '{}', author: 'system' },
  create(_form, world, draft) {
    const given = draft();
    return { ...given, index: countIn(given.conversation_sid, world) };
  },
  *seed(count, { accountSid, random, end, table }) {
    const conversations = [...table('Conversations').oldestFirst()];
    const total = Math.max(3, count);
    for (let place = 0; place < total; place++) {
      const number = Math.floor((place / total) * conversations.length);
      const conversation = conversations[number];
      const made = Math.min(end - 1, Number(conversation?.date_created) + 1);
      yield {
        sid: random.sid('IM'),
        account_sid: accountSid,
        conversation_sid: conversation?.sid,
        index: place - Math.ceil((number * total) / conversations.length),
        author: random.pick(['agent', 'customer']),
        body: random.pick(['Where is my order?', 'It is on its way.', 'Thank you!']),
        attributes: '{}',
        delivery: { total: 1, sent: 'all', delivered: 'all', read: 'none', failed: 'none', undelivered: 'none' },
        date_created: made,
        date_updated: made,
      };
    }
  },
};

function countIn(conversation: unknown, world: World): number {
  const isIn = (row: Row) => row.conversation_sid === conversation;
  return [...world.table('ConversationMessages').oldestFirst()].filter(isIn).length;
}
