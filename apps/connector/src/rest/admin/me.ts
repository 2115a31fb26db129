import packageJson from '../../../package.json' with { type: 'json' };
import { type RoleName, ROLES } from '../../access/roles.js';
import { defineMethod } from '../method.js';

/**
 * Who the caller is, what its roles are, and which server it has reached. The administrator has every permission, without roles.
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
      roles: [...new Set(grants.flatMap(({ roles }) => roles))].toSorted().map(toRole),
      version: packageJson.version,
      ...(simulatorUrl !== undefined && { simulatorUrl }),
    };
  },
});

function toRole(name: RoleName) {
  return { name, permissions: ROLES[name].permissions };
}
