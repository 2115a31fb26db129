import { ConnectorError } from '../errors.js';
import type { Caller } from './caller.js';
import type { Permission, RequiredPermission } from './permissions.js';
import type { Policies } from './policies.js';
import { rolesWith } from './roles.js';

/**
 * Lets a caller pass who has a permission on a resource.
 *
 * @param asked how the call names the resource, where that is another name than it is kept under: a refusal says no other
 */
export type Authorize = (
  caller: Caller,
  required: RequiredPermission,
  resource: string,
  asked?: string,
) => Promise<void>;

/**
 * The gate before every method. `byBody` passes: the handler asks again, with the permission that the request takes.
 *
 * @throws ConnectorError PERMISSION_DENIED, by whether the caller may, not by what there is: so nobody learns which names exist
 */
export function createAuthorize(policies: Pick<Policies, 'isAllowed'>): Authorize {
  return async (caller, required, resource, asked = resource) => {
    if (required === 'none' || required === 'byBody') return;
    if (required === 'administrator') {
      if (caller.isAdministrator) return;
      throw denied(`${caller.member} is not the administrator of this connector, whose token the call takes.`);
    }
    if (await policies.isAllowed(caller, required, resource)) return;
    throw denied(
      `${caller.member} has not the permission ${required} on ${asked}, or it does not exist; ${remedy(required)}.`,
    );
  };
}

function remedy(permission: Permission): string {
  const roles = rolesWith(permission);
  return roles.length === 0
    ? 'no role holds it'
    : `ask who administers it for one of the roles that hold it (${roles.join(', ')})`;
}

function denied(message: string): ConnectorError {
  return new ConnectorError('PERMISSION_DENIED', message, { reason: 'PERMISSION_DENIED' });
}
