import type { Declaration, World } from '../../model/resource.js';
import { type Row, textOf } from '../../model/row.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { findBySidOr } from '../find-by-name.js';
import { chosenRole } from '../role-permissions.js';
import { defaultRole } from './conversation-roles.js';
import { defaultService } from './conversation-services.js';
import { leaveConversation } from './user-conversations.js';

const ABOUT_NEW = { attributes: '{}', is_online: false, is_notifiable: null };

export const conversationUsers: Declaration = {
  name: 'ConversationUsers',
  product: 'conversations',
  path: '/v1/Users',
  defaults: ABOUT_NEW,
  find: ({ Sid: key = '' }, world) => findBySidOr('identity', world.table('ConversationUsers'), key),
  create(form, world, { draft }) {
    if (userOf(form.get('Identity') ?? '', world)) throw new TwilioProblem(409, 50_201, 'User already exists.');
    const role = chosenRole(form, world, 'ConversationRoles', isServiceRole) ?? defaultRole(world, 'service');
    return { ...draft(), role_sid: role?.sid, chat_service_sid: defaultService(world)?.sid };
  },
  update(_row, form, world, changes) {
    chosenRole(form, world, 'ConversationRoles', isServiceRole);
    return changes;
  },
  beforeDelete({ sid }, world) {
    const joined = [...world.table('UserConversations').oldestFirst()].filter((row) => row.user_sid === sid);
    for (const row of joined) leaveConversation(row, world);
  },
  // Every participant with an identity is a user.
  *seed(_count, world) {
    for (const participant of world.table('ConversationParticipants').oldestFirst()) {
      const identity = textOf(participant, 'identity');
      if (identity === '') continue;
      yield {
        sid: world.random.sid('US'),
        account_sid: world.accountSid,
        chat_service_sid: defaultService(world)?.sid,
        role_sid: defaultRole(world, 'service')?.sid,
        identity,
        friendly_name: identity.replace(/^./, (letter) => letter.toUpperCase()),
        ...ABOUT_NEW,
        date_created: participant.date_created,
        date_updated: participant.date_created,
      };
    }
  },
};

/** Finds the user with an identity. */
function userOf(identity: string, { table }: Pick<World, 'table'>): Row | undefined {
  return [...table('ConversationUsers').oldestFirst()].find((row) => row.identity === identity);
}

/** Returns the user of a participant's identity. Twilio creates the user when the identity is new. */
export function userFor(identity: string, world: World): Row {
  const now = world.now();
  return (
    userOf(identity, world) ??
    world.table('ConversationUsers').put({
      sid: world.sid('US'),
      account_sid: world.accountSid,
      chat_service_sid: defaultService(world)?.sid,
      role_sid: defaultRole(world, 'service')?.sid,
      identity,
      ...ABOUT_NEW,
      date_created: now,
      date_updated: now,
    })
  );
}

function isServiceRole({ type }: Row): boolean {
  return type === 'service';
}
