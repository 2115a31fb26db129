import type { Declaration, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { chosenRole } from '../role-permissions.js';
import { defaultRole } from './conversation-roles.js';
import { userFor } from './conversation-users.js';
import { joinConversation, userConversationsWith } from './user-conversations.js';

export const conversationParticipants: Declaration = {
  name: 'ConversationParticipants',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Participants',
  defaults: { attributes: '{}' },
  create(form, world, { params, draft }) {
    const [address, proxy] = [form.get('MessagingBinding.Address'), form.get('MessagingBinding.ProxyAddress')];
    const identity = form.get('Identity');
    if (!address && !identity) {
      throw new TwilioProblem(400, 20_001, 'Identity or MessagingBinding.Address is required.');
    }
    const binding = address && { type: 'sms', address, proxy_address: proxy ?? null };
    if (identity && takesPart(identity, params.ConversationSid, world)) {
      throw new TwilioProblem(409, 50_433, 'Participant already exists.');
    }
    const role = chosenRole(form, world, 'ConversationRoles', isConversationRole);
    const role_sid = (role ?? (identity ? defaultRole(world, 'conversation') : undefined))?.sid ?? null;
    const row = { ...draft(), messaging_binding: binding ?? null, role_sid };
    if (identity) joinConversation(userFor(identity, world), row, world);
    return row;
  },
  update(_row, form, world, changes) {
    chosenRole(form, world, 'ConversationRoles', isConversationRole);
    return changes;
  },
  beforeDelete({ sid }, world) {
    const table = world.table('UserConversations');
    for (const row of userConversationsWith('participant_sid', sid, world)) table.remove(table.keyOf(row));
  },
  sample: (index, world) => ({
    identity: `agent-${index + 1}`,
    messaging_binding: null,
    role_sid: defaultRole(world, 'conversation')?.sid,
  }),
};

function takesPart(identity: string, conversationSid: string | undefined, world: World): boolean {
  const all = [...world.table('ConversationParticipants').oldestFirst()];
  return all.some((row) => row.conversation_sid === conversationSid && row.identity === identity);
}

function isConversationRole({ type }: Row): boolean {
  return type === 'conversation';
}
