import { ConnectorError } from '../errors.js';
import type { Store } from '../store/sqlite/open-store.js';
import { type Caller, memberToCaller } from './caller.js';
import { type Grants, toGrants } from './grants.js';
import { createLru } from '../store/lru.js';
import { ALL_AUTHENTICATED, normalizeMember } from './members.js';
import type { Permission } from './permissions.js';
import { type Binding, changedRoles, checkSize, mergeBindings, parsePolicy, type Policy, toPolicy } from './policy.js';
import { parsePolicyResource } from './resource-names.js';
import { type RoleName, ROLES } from './roles.js';

/** A role on a resource, for one caller. */
export interface Grant {
  readonly role: RoleName;
  /** `projects/{project}`, or the name of a connection. */
  readonly resource: string;
}

/** Who may do what: the IAM policies of projects and connections. A connection has its project's as well. */
export interface Policies {
  /** An empty policy when none was set. */
  get(resource: string): Promise<Policy>;
  /**
   * Replaces a policy. A role whose members change must be one that the caller may give there (`ROLES`, `grantedBy`): so no
   * administrator of connections hands himself a project's secrets.
   *
   * @param policy as it was sent
   * @throws ConnectorError INVALID_ARGUMENT; ABORTED for an etag that is not the policy's any more; PERMISSION_DENIED
   */
  set(caller: Caller, resource: string, policy: unknown): Promise<Policy>;
  /** Adds a member to roles that were checked before; `reload` is due when the transaction has ended well. */
  grant(transaction: Store, member: string, grants: readonly Grant[]): Promise<void>;
  isAllowed(caller: Caller, permission: Permission, resource: string): Promise<boolean>;
  /** Whether a service account has a permission on a project, given as its id. */
  isServiceAccountAllowed(email: string, permission: Permission, project: string): Promise<boolean>;
  /**
   * Drops the policy of a connection: one of the same name later starts without. Due when a connection is deleted.
   *
   * @param transaction within which it is done; `reload` is due when that has ended well
   */
  forget(resource: string, transaction?: Store): Promise<void>;
  /** Reads policies anew from here on. */
  reload(): void;
}

interface Held {
  readonly policy: Policy;
  readonly grants: Grants;
}

type Read = (resource: string) => Promise<Held>;

// A policy takes a few hundred bytes, and at most 64 KiB.
const CACHED_POLICIES = 10_000;

/** Policies in the store, which this process alone writes: what was read once is kept until it is set anew. */
export function createPolicies({ store }: { readonly store: Store }): Policies {
  const cache = createLru<Promise<Held>>(CACHED_POLICIES);
  const cached: Read = (resource) => {
    const known = cache.get(resource);
    if (known) return known;
    const held = readHeld(store, resource);
    cache.set(resource, held);
    // A failure of the store is this call's, not every later one's.
    held.catch(() => cache.delete(resource));
    return held;
  };
  return {
    get: async (resource) => (await cached(resource)).policy,
    async set(caller, resource, given) {
      const kind = parsePolicyResource(resource)?.connection === undefined ? 'project' : 'connection';
      const { bindings, etag } = parsePolicy(given, kind);
      const policy = await store.transaction().execute(async (transaction) => {
        const read: Read = (name) => readHeld(transaction, name);
        const { policy: before } = await read(resource);
        if (etag !== undefined && etag !== before.etag) throw changedSince();
        await checkGrants(read, caller, { resource, roles: changedRoles(before.bindings, bindings) });
        return write(transaction, resource, bindings);
      });
      cache.delete(resource);
      return policy;
    },
    async grant(transaction, member, grants) {
      for (const { role, resource } of grants) {
        const { policy } = await readHeld(transaction, resource);
        const bindings = mergeBindings([...policy.bindings, { role, members: [member] }]);
        checkSize(bindings);
        await write(transaction, resource, bindings);
      }
    },
    isAllowed: (caller, permission, resource) => isAllowed(cached, caller, { permission, resource }),
    async isServiceAccountAllowed(email, permission, project) {
      const resource = `projects/${project}`;
      if (parsePolicyResource(resource)?.project !== resource) return false;
      return isAllowed(cached, memberToCaller(normalizeMember(`serviceAccount:${email}`)), { permission, resource });
    },
    async forget(resource, transaction = store) {
      await transaction.deleteFrom('policies').where('resource', '=', resource).execute();
      cache.delete(resource);
    },
    reload: () => cache.clear(),
  };
}

async function isAllowed(
  read: Read,
  { member, isAdministrator }: Caller,
  { permission, resource }: { readonly permission: Permission; readonly resource: string },
): Promise<boolean> {
  if (isAdministrator) return true;
  const parsed = parsePolicyResource(resource);
  if (!parsed) return false;
  for (const name of [parsed.project, parsed.connection]) {
    if (name === undefined) continue;
    const { grants } = await read(name);
    if (grants.get(member)?.has(permission) || grants.get(ALL_AUTHENTICATED)?.has(permission)) return true;
  }
  return false;
}

async function checkGrants(
  read: Read,
  caller: Caller,
  { resource, roles }: { readonly resource: string; readonly roles: readonly RoleName[] },
): Promise<void> {
  for (const role of roles) {
    const permission = ROLES[role].grantedBy;
    if (await isAllowed(read, caller, { permission, resource })) continue;
    const message = `${caller.member} may not give or take ${role} on ${resource}: that takes the permission ${permission} there.`;
    throw new ConnectorError('PERMISSION_DENIED', message, { reason: 'ROLE_NOT_GRANTABLE' });
  }
}

async function readHeld(store: Store, resource: string): Promise<Held> {
  const row = await store.selectFrom('policies').select('policy').where('resource', '=', resource).executeTakeFirst();
  const { bindings } = row ? (JSON.parse(row.policy) as { readonly bindings: readonly Binding[] }) : { bindings: [] };
  return { policy: toPolicy(bindings), grants: toGrants(bindings, resource) };
}

async function write(store: Store, resource: string, bindings: readonly Binding[]): Promise<Policy> {
  const policy = toPolicy(bindings);
  const values = { policy: JSON.stringify({ bindings }), etag: policy.etag };
  await store
    .insertInto('policies')
    .values({ resource, ...values })
    .onConflict((conflict) => conflict.column('resource').doUpdateSet(values))
    .execute();
  return policy;
}

function changedSince(): ConnectorError {
  const message = 'The policy was changed since it was read; read it again, and set it with the etag that it has now.';
  return new ConnectorError('ABORTED', message, { reason: 'POLICY_CHANGED' });
}
