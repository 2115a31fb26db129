import { ConnectorError } from '../errors.js';
import type { Caller } from './caller.js';
import type { Permission, RequiredPermission } from './permissions.js';
import type { Policies } from './policies.js';
import { rolesWith } from './roles.js';

/**
 * Checks that a caller has a permission on a resource.
 *
 * @param asked the name that the caller used for the resource, if its stored name differs: a refusal shows only this one
 * @throws ConnectorError PERMISSION_DENIED, whether or not the resource exists, so that a refusal does not disclose names
 */
export type Authorize = (
  caller: Caller,
  required: RequiredPermission,
  resource: string,
  asked?: string,
) => Promise<void>;

export function createAuthorize(policies: Pick<Policies, 'isAllowed'>): Authorize {
  return async (caller, required, resource, asked = resource) => {
    if (required === 'none') return;
    if (required === 'administrator') {
      if (caller.isAdministrator) return;
      throw denied(`${caller.member} is not the administrator; the call requires the administrator's token.`);
    }
    if (await policies.isAllowed(caller, required, resource)) return;
    throw denied(
      `${caller.member} lacks the permission ${required} on ${asked}, or this resource does not exist; ${remedy(required)}.`,
    );
  };
}

function remedy(permission: Permission): string {
  const roles = rolesWith(permission);
  return roles.length === 0
    ? 'no role has this permission'
    : `ask an administrator for a role with this permission (${roles.join(', ')})`;
}

function denied(message: string): ConnectorError {
  return new ConnectorError('PERMISSION_DENIED', message, { reason: 'PERMISSION_DENIED' });
}
