import packageJson from '../../../package.json' with { type: 'json' };
import { ROLES } from '../../access/roles.js';
import { defineMethod } from '../method.js';

/**
 * The caller, its token and its roles, all roles that exist, and the version of the server. The administrator has every permission,
 * without roles.
 * For one connection, `testIamPermissions` is exact: there, only the permissions of connectors apply.
 */
export const get = defineMethod({
  id: 'admin.me.get',
  route: { httpMethod: 'GET', path: '/admin/v1/me' },
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  async handle({ tokens, policies, simulatorUrl }, { caller }) {
    const { member, isAdministrator, expireTime } = caller;
    const token = member.startsWith('token:') ? await tokens.get(member.slice('token:'.length)) : undefined;
    const grants = await policies.grantsOf(caller);
    return {
      member,
      isAdministrator,
      ...(expireTime !== undefined && { expireTime }),
      ...(token && { token }),
      grants,
      roles: Object.entries(ROLES).map(([name, role]) => ({ name, ...role })),
      version: packageJson.version,
      ...(simulatorUrl !== undefined && { simulatorUrl }),
    };
  },
});
