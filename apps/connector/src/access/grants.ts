import type { Permission } from './permissions.js';
import type { Binding } from './policy.js';
import { parsePolicyResource } from './resource-names.js';
import { isRoleName, ROLES } from './roles.js';

/** The permissions of each member of a policy. */
export type Grants = ReadonlyMap<string, ReadonlySet<Permission>>;

/**
 * On a connection only `connectors.*` permissions apply, so that the administrator of one connection controls neither the
 * policy nor the secrets of its project. A role that this version does not know grants nothing.
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
