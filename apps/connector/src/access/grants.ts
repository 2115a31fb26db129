import type { Permission } from './permissions.js';
import type { Binding } from './policy.js';
import { parsePolicyResource } from './resource-names.js';
import { isRoleName, ROLES } from './roles.js';

/** What each member may do, by a policy. */
export type Grants = ReadonlyMap<string, ReadonlySet<Permission>>;

/**
 * Turns a policy into what is asked of it. On a connection only permissions of the connectors count: whoever administers one
 * connection administers neither its project's policy nor its secrets, even if somebody were to ask about them there.
 * A role that this build does not know gives nothing.
 */
export function toGrants(bindings: readonly Binding[], resource: string): Grants {
  const isConnection = parsePolicyResource(resource)?.connection !== undefined;
  const grants = new Map<string, Set<Permission>>();
  for (const { role, members } of bindings) {
    if (!isRoleName(role)) continue;
    const permissions = ROLES[role].permissions.filter(
      (permission) => !isConnection || permission.startsWith('connectors.'),
    );
    for (const member of members) {
      const held = grants.get(member) ?? new Set();
      for (const permission of permissions) held.add(permission);
      grants.set(member, held);
    }
  }
  return grants;
}
