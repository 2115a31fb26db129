import type { Declaration } from '../../model/resource.js';
import { madeAfter } from '../../seed/seeding.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { findBySidOr } from '../find-by-name.js';
import { defaultService } from './conversation-services.js';
import { showConversation, userConversationsWith } from './user-conversations.js';

export const conversations: Declaration = {
  name: 'Conversations',
  product: 'conversations',
  path: '/v1/Conversations',
  defaults: { state: 'active', attributes: '{}', timers: {}, bindings: {} },
  filters: {
    StartDate: { property: 'date_created', by: 'time', sign: '>' },
    EndDate: { property: 'date_created', by: 'time', sign: '<' },
  },
  find: ({ Sid: key = '' }, world) => findBySidOr('unique_name', world.table('Conversations'), key),
  create(form, world, { draft }) {
    const name = form.get('UniqueName');
    if (name && findBySidOr('unique_name', world.table('Conversations'), name)) {
      throw new TwilioProblem(409, 50_353, 'A conversation with that UniqueName exists already.');
    }
    return { ...draft(), chat_service_sid: defaultService(world)?.sid };
  },
  update(row, _form, world, changes) {
    showConversation({ ...row, ...changes, sid: row.sid }, world);
    return changes;
  },
  beforeDelete({ sid }, world) {
    const table = world.table('UserConversations');
    for (const row of userConversationsWith('conversation_sid', sid, world)) table.remove(table.keyOf(row));
  },
  sample(index, world, row) {
    const service = defaultService(world);
    return {
      ...madeAfter(row, service?.date_created),
      state: 'active',
      unique_name: `conversation-${index + 1}`,
      chat_service_sid: service?.sid,
      timers: {},
      bindings: {},
    };
  },
};
