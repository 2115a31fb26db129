import type { Declaration, World } from '../../model/resource.js';
import { relatedSid } from '../../seed/related-sid.js';
import { rolePermissions } from '../role-permissions.js';

/** The roles of every new service. The first three are its defaults, for users, members and creators of channels. */
const ROLES = [
  {
    friendly_name: 'service user',
    type: 'deployment',
    permissions: ['createChannel', 'joinChannel', 'editOwnUserInfo'],
  },
  { friendly_name: 'channel user', type: 'channel', permissions: ['sendMessage', 'leaveChannel', 'editOwnMessage'] },
  {
    friendly_name: 'channel admin',
    type: 'channel',
    permissions: ['sendMessage', 'leaveChannel', 'editAnyMessage', 'deleteAnyMessage', 'addMember', 'removeMember'],
  },
  {
    friendly_name: 'service admin',
    type: 'deployment',
    permissions: ['createChannel', 'joinChannel', 'destroyChannel', 'editAnyUserInfo'],
  },
] as const;

function defaultsOf(roleSids: readonly string[]) {
  const [user, member, creator] = roleSids;
  return {
    default_service_role_sid: user,
    default_channel_role_sid: member,
    default_channel_creator_role_sid: creator,
  };
}

/** The properties of a seeded service that name its default roles. */
export function seededRolesOf(serviceSid: string) {
  return defaultsOf(ROLES.map((_, index) => relatedSid('RL', serviceSid, index)));
}

/** Adds the roles of a new service, and returns the properties that name its default roles. */
export function addDefaultRoles(serviceSid: string, world: World) {
  const now = world.now();
  const shared = { account_sid: world.accountSid, service_sid: serviceSid, date_created: now, date_updated: now };
  const rows = ROLES.map((role) => world.table('ChatRoles').put({ sid: world.sid('RL'), ...shared, ...role }));
  return defaultsOf(rows.map(({ sid }) => sid));
}

export const chatRoles: Declaration = {
  name: 'ChatRoles',
  product: 'chat',
  path: '/v2/Services/{ServiceSid}/Roles',
  ...rolePermissions,
  *seed(_count, world) {
    for (const { sid, date_created: at } of world.table('ChatServices').oldestFirst()) {
      const shared = { account_sid: world.accountSid, service_sid: sid, date_created: at, date_updated: at };
      for (const [index, role] of ROLES.entries()) yield { sid: relatedSid('RL', sid, index), ...shared, ...role };
    }
  },
};
