import { ConnectorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { createStoredCache } from '../store/stored-cache.js';
import { type Caller, memberToCaller } from './caller.js';
import { type Grants, toGrants } from './grants.js';
import { ALL_AUTHENTICATED, normalizeMember } from './members.js';
import { type MemberGrant, readMemberGrants } from './member-grants.js';
import type { Permission } from './permissions.js';
import { type Binding, changedRoles, checkSize, mergeBindings, parsePolicy, type Policy, toPolicy } from './policy.js';
import { parsePolicyResource, unknownConnection } from './resource-names.js';
import { type RoleName, ROLES } from './roles.js';

/** A role on a resource. */
export interface Grant {
  readonly role: RoleName;
  /** `projects/{project}`, or the name of a connection. */
  readonly resource: string;
}

/** The IAM policies of projects and connections. A connection inherits the policy of its project. */
export interface Policies {
  /** Returns an empty policy if none was set. */
  get(resource: string): Promise<Policy>;
  /**
   * Replaces a policy. The caller needs the permission to grant every role whose members change (`grantedBy` in `ROLES`), so
   * that an administrator of connections cannot gain access to the project's secrets.
   *
   * @param policy the unvalidated request body
   * @throws ConnectorError INVALID_ARGUMENT; ABORTED for an outdated etag; PERMISSION_DENIED; NOT_FOUND for an unknown connection
   */
  set(caller: Caller, resource: string, policy: unknown): Promise<Policy>;
  /**
   * Adds a member to roles that were checked before. Call `reload` once the transaction is committed.
   *
   * @throws ConnectorError NOT_FOUND for an unknown connection
   */
  grant(transaction: Store, member: string, grants: readonly Grant[]): Promise<void>;
  isAllowed(caller: Caller, permission: Permission, resource: string): Promise<boolean>;
  /** Returns a caller's roles by resource, sorted by resource. The list is empty for the administrator, who needs no roles. */
  grantsOf(caller: Caller): Promise<readonly MemberGrant[]>;
  /** The names of the projects and connections that have a policy. */
  resources(): Promise<readonly string[]>;
  /** @param project the id of a project */
  isServiceAccountAllowed(email: string, permission: Permission, project: string): Promise<boolean>;
  /**
   * Removes the policy of a deleted connection, so that a later connection of the same name does not inherit it. Call `reload`
   * once the transaction is committed.
   */
  forget(resource: string, transaction: Store): Promise<void>;
  /** Clears the cache. */
  reload(): void;
}

interface PoliciesOptions {
  readonly store: Store;
  /** Whether this process is the only writer of the store, so that policies can be cached. */
  readonly isOnlyWriter: boolean;
}

interface StoredPolicy {
  readonly policy: Policy;
  readonly grants: Grants;
}

type ReadPolicy = (resource: string) => Promise<StoredPolicy>;

export function createPolicies({ store, isOnlyWriter }: PoliciesOptions): Policies {
  const cache = createStoredCache<Promise<StoredPolicy>>({ isOnlyWriter });
  const cached: ReadPolicy = (resource) => {
    const known = cache.get(resource);
    if (known) return known;
    const reading = readPolicy(store, resource);
    cache.set(resource, reading);
    // A failed read must not fail later calls.
    reading.catch(() => cache.delete(resource));
    return reading;
  };
  return {
    get: async (resource) => (await cached(resource)).policy,
    async set(caller, resource, given) {
      const kind = parsePolicyResource(resource)?.connection === undefined ? 'project' : 'connection';
      const { bindings, etag } = parsePolicy(given, kind);
      const policy = await store.transaction().execute(async (transaction) => {
        const read: ReadPolicy = (name) => readPolicy(transaction, name);
        await checkConnectionExists(transaction, resource);
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
        await checkConnectionExists(transaction, resource);
        const { policy } = await readPolicy(transaction, resource);
        const bindings = mergeBindings([...policy.bindings, { role, members: [member] }]);
        checkSize(bindings);
        await write(transaction, resource, bindings);
      }
    },
    isAllowed: (caller, permission, resource) => isAllowed(cached, caller, { permission, resource }),
    grantsOf: async (caller) => (caller.isAdministrator ? [] : readMemberGrants(store, caller)),
    async resources() {
      return (await store.selectFrom('policies').select('resource').execute()).map(({ resource }) => resource);
    },
    async isServiceAccountAllowed(email, permission, project) {
      const resource = `projects/${project}`;
      if (parsePolicyResource(resource)?.project !== resource) return false;
      return isAllowed(cached, memberToCaller(normalizeMember(`serviceAccount:${email}`)), { permission, resource });
    },
    async forget(resource, transaction) {
      await transaction.deleteFrom('policies').where('resource', '=', resource).execute();
    },
    reload: () => cache.clear(),
  };
}

async function isAllowed(
  read: ReadPolicy,
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
  read: ReadPolicy,
  caller: Caller,
  { resource, roles }: { readonly resource: string; readonly roles: readonly RoleName[] },
): Promise<void> {
  for (const role of roles) {
    const permission = ROLES[role].grantedBy;
    if (await isAllowed(read, caller, { permission, resource })) continue;
    const message = `${caller.member} cannot grant or revoke ${role} on ${resource} without the permission ${permission}.`;
    throw new ConnectorError('PERMISSION_DENIED', message, { reason: 'ROLE_NOT_GRANTABLE' });
  }
}

async function readPolicy(store: Store, resource: string): Promise<StoredPolicy> {
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

/** Without this check in the same transaction, a policy could outlive a connection that is being deleted. */
async function checkConnectionExists(transaction: Store, resource: string): Promise<void> {
  const name = parsePolicyResource(resource)?.connection;
  if (name === undefined) return;
  const row = await transaction.selectFrom('connections').select('name').where('name', '=', name).executeTakeFirst();
  if (!row) throw unknownConnection(name);
}

function changedSince(): ConnectorError {
  const message = 'The policy was changed after it was read. Read it again and set it with its current etag.';
  return new ConnectorError('ABORTED', message, { reason: 'POLICY_CHANGED' });
}
