import type { Declaration, SeedWorld } from '../../model/resource.js';
import { newestRows, type Row } from '../../model/table.js';
import { seedTime } from '../../seed/seeding.js';
import { rolePermissions } from '../role-permissions.js';

const ROLES = [
  {
    friendly_name: 'service admin',
    type: 'service',
    permissions: ['createConversation', 'joinConversation', 'deleteConversation', 'editAnyUserInfo'],
  },
  { friendly_name: 'service user', type: 'service', permissions: ['createConversation', 'joinConversation'] },
  {
    friendly_name: 'channel admin',
    type: 'conversation',
    permissions: ['sendMessage', 'leaveConversation', 'editAnyMessage', 'deleteAnyMessage', 'addParticipant'],
  },
  {
    friendly_name: 'channel user',
    type: 'conversation',
    permissions: ['sendMessage', 'leaveConversation', 'editOwnMessage', 'deleteOwnMessage'],
  },
] as const;

export const conversationRoles: Declaration = {
  name: 'ConversationRoles',
  product: 'conversations',
  path: '/v1/Roles',
  create: (form, world, at) => ({
    ...(rolePermissions.create?.(form, world, at) ?? at.draft()),
    chat_service_sid: newestRows(world.table('ConversationServices'), 1)[0]?.sid,
  }),
  update: rolePermissions.update,
  *seed(_count, world) {
    for (const [index, role] of ROLES.entries()) {
      const at = seedTime(world, index, ROLES.length);
      yield {
        sid: world.random.sid('RL'),
        account_sid: world.accountSid,
        chat_service_sid: newestRows(world.table('ConversationServices'), 1)[0]?.sid,
        ...role,
        date_created: at,
        date_updated: at,
      };
    }
  },
};

/** The role of a new user (`service`) or participant (`conversation`). */
export function defaultRole({ table }: Pick<SeedWorld, 'table'>, type: 'service' | 'conversation'): Row | undefined {
  const name = type === 'service' ? 'service user' : 'channel user';
  return [...table('ConversationRoles').oldestFirst()].find((row) => row.friendly_name === name);
}
