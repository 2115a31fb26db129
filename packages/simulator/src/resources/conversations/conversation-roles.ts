import type { Declaration, SeedWorld } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { rolePermissions } from '../role-permissions.js';
import { defaultService } from './conversation-services.js';

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
    chat_service_sid: defaultService(world)?.sid,
  }),
  update: rolePermissions.update,
  *seed(_count, world) {
    const service = defaultService(world);
    const { sid: chat_service_sid, date_created, date_updated } = { ...service };
    for (const role of ROLES) {
      const sid = world.random.sid('RL');
      yield { sid, account_sid: world.accountSid, chat_service_sid, ...role, date_created, date_updated };
    }
  },
};

/** The role of a new user (`service`) or participant (`conversation`). */
export function defaultRole({ table }: Pick<SeedWorld, 'table'>, type: 'service' | 'conversation'): Row | undefined {
  const name = type === 'service' ? 'service user' : 'channel user';
  return [...table('ConversationRoles').oldestFirst()].find((row) => row.friendly_name === name);
}
