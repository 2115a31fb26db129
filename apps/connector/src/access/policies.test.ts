import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callerOf, CONNECTION, OTHER_CONNECTION, PROJECT, startAccessBed } from '../../test/access-bed.js';
import { ADMINISTRATOR, memberToCaller } from './caller.js';
import { failingStore } from '../../test/failing-store.js';
import { createPolicies } from './policies.js';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

const invoker = (...members: string[]) => ({ bindings: [{ role: 'roles/connectors.invoker', members }] });
const mayList = (policies = bed.policies, resource = CONNECTION) =>
  policies.isAllowed(callerOf('a'), 'connectors.entities.list', resource);

describe('permissions', () => {
  test('without bindings only the administrator has permissions', async () => {
    expect(await mayList()).toBe(false);
    expect(await bed.policies.isAllowed(ADMINISTRATOR, 'connectors.entities.list', CONNECTION)).toBe(true);
  });

  test('a role on a project applies to its connections, and a role on a connection to that connection only', async () => {
    await bed.bind(PROJECT, ['roles/connectors.viewer', 'token:viewer']);
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:invoker']);
    const may = (name: string, resource: string) =>
      bed.policies.isAllowed(
        callerOf(name),
        name === 'viewer' ? 'connectors.connections.get' : 'connectors.entities.list',
        resource,
      );
    for (const resource of [PROJECT, CONNECTION, OTHER_CONNECTION]) expect(await may('viewer', resource)).toBe(true);
    expect(await may('viewer', 'projects/other')).toBe(false);
    expect(await may('viewer', 'projects/p2/locations/local/connections/c')).toBe(false);
    expect(await may('invoker', CONNECTION)).toBe(true);
    for (const resource of [PROJECT, OTHER_CONNECTION]) expect(await may('invoker', resource)).toBe(false);
  });

  test.each(['', 'p', 'projects/', 'projects/p/', `${CONNECTION}/`, `${CONNECTION}/x`, 'projects/p/secrets/s'])(
    'no caller has a permission on %j, which is neither a project nor a connection',
    async (resource) => {
      await bed.bind(PROJECT, ['roles/connectors.admin', 'allAuthenticatedUsers']);
      expect(await bed.policies.isAllowed(callerOf('a'), 'connectors.connections.get', resource)).toBe(false);
    },
  );

  test('a role of allAuthenticatedUsers applies to every authenticated caller', async () => {
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'allAuthenticatedUsers']);
    const caller = memberToCaller('user:ann@example.com');
    expect(await bed.policies.isAllowed(caller, 'connectors.actions.execute', CONNECTION)).toBe(true);
    expect(await bed.policies.isAllowed(caller, 'connectors.connections.update', CONNECTION)).toBe(false);
  });

  test('the email of a member is not case-sensitive', async () => {
    await bed.bind(PROJECT, ['roles/connectors.viewer', 'user:Ann@Example.com']);
    const caller = memberToCaller('user:ann@example.com');
    expect(await bed.policies.isAllowed(caller, 'connectors.connections.get', PROJECT)).toBe(true);
  });

  test('the administrator cannot be a member of a policy, and a caller of that name has no permissions', async () => {
    await expect(bed.bind(PROJECT, ['roles/connectors.viewer', 'administrator'])).rejects.toThrow(
      'policy.bindings[0].members[0] is of an unknown kind; use token:<name of an API token>',
    );
    expect(await bed.policies.isAllowed(memberToCaller('administrator'), 'connectors.connections.get', PROJECT)).toBe(
      false,
    );
  });

  test('a service account has its role on the bound project only', async () => {
    const email = 'runner@p.iam.gserviceaccount.com';
    await bed.bind('projects/vault', ['roles/secretmanager.secretAccessor', `serviceAccount:${email}`]);
    const may = (project: string, who = email) =>
      bed.policies.isServiceAccountAllowed(who, 'secretmanager.versions.access', project);
    expect(await may('vault')).toBe(true);
    expect(await may('vault', email.toUpperCase())).toBe(true);
    expect(await may('p')).toBe(false);
    expect(await may('vault', 'other@p.iam.gserviceaccount.com')).toBe(false);
    expect(await may('vault/locations/local/connections/c')).toBe(false);
  });

  test('a removed policy grants nothing', async () => {
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:a']);
    await bed.policies.forget(CONNECTION, bed.store);
    bed.policies.reload();
    expect(await mayList()).toBe(false);
    expect((await bed.policies.get(CONNECTION)).bindings).toEqual([]);
  });

  test('a read of a policy that failed is not cached: it fails the calls that wait for it, and the next call reads again', async () => {
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:a']);
    const { store, left } = failingStore(bed.store);
    const policies = createPolicies({ store, isOnlyWriter: true });
    left.failures = 1;
    const waiting = await Promise.allSettled([mayList(policies), mayList(policies)]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await mayList(policies)).toBe(true);
  });
});

describe('setting a policy', () => {
  test('a policy is returned sorted and without duplicates, and survives a reload', async () => {
    const set = await bed.policies.set(ADMINISTRATOR, PROJECT, {
      version: 3,
      bindings: [
        { role: 'roles/connectors.viewer', members: ['token:b', 'token:a'] },
        { role: 'roles/connectors.admin', members: ['user:Ann@example.com', 'user:ann@example.com'] },
        { role: 'roles/connectors.viewer', members: ['token:a'], condition: null },
        { role: 'roles/connectors.invoker', members: [] },
      ],
    });
    expect(set).toEqual({
      version: 1,
      etag: expect.stringMatching(/^[\w+/]{16}$/),
      bindings: [
        { role: 'roles/connectors.admin', members: ['user:ann@example.com'] },
        { role: 'roles/connectors.viewer', members: ['token:a', 'token:b'] },
      ],
    });
    bed.policies.reload();
    expect(await bed.policies.get(PROJECT)).toEqual(set);
  });

  test('only one of several concurrent calls with the same etag sets the policy', async () => {
    const { etag } = await bed.policies.get(PROJECT);
    const attempts = ['a', 'b', 'c', 'd'].map((name) =>
      bed.policies.set(ADMINISTRATOR, PROJECT, {
        etag,
        bindings: [{ role: 'roles/connectors.viewer', members: [`token:${name}`] }],
      }),
    );
    const settled = await Promise.allSettled(attempts);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    const refused = settled.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      code: 'ABORTED',
      reason: 'POLICY_CHANGED',
      message: expect.stringContaining('Read it again and set it with its current etag.'),
    });
  });

  test('a policy takes effect at once, even for a caller that was checked while it was set', async () => {
    const may = () => bed.policies.isAllowed(callerOf('a'), 'connectors.connections.get', PROJECT);
    const asked = [may(), bed.bind(PROJECT, ['roles/connectors.viewer', 'token:a']), may()];
    await Promise.all(asked);
    expect(await may()).toBe(true);
    await bed.bind(PROJECT);
    expect(await may()).toBe(false);
  });

  test('the members of a role change only with the permission to grant this role on the resource', async () => {
    await bed.bind(PROJECT, ['roles/connectors.admin', 'token:admin']);
    const set = (...bindings: readonly { readonly role: string; readonly members: readonly string[] }[]) =>
      bed.policies.set(callerOf('admin'), PROJECT, { bindings });
    const admin = { role: 'roles/connectors.admin', members: ['token:admin'] };
    const accessor = { role: 'roles/secretmanager.secretAccessor', members: ['token:admin'] };
    const refused = { code: 'PERMISSION_DENIED', reason: 'ROLE_NOT_GRANTABLE' };
    await expect(set(admin, accessor)).rejects.toMatchObject(refused);
    await expect(set(admin, accessor)).rejects.toThrow(
      'token:admin cannot grant or revoke roles/secretmanager.secretAccessor on projects/p without the permission secretmanager.secrets.setIamPolicy.',
    );
    const viewer = { role: 'roles/connectors.viewer', members: ['token:viewer'] };
    expect((await set(admin, viewer)).bindings).toEqual([admin, viewer]);
    // It cannot revoke the role either, but keeps it by sending it again.
    await bed.policies.set(ADMINISTRATOR, PROJECT, { bindings: [admin, accessor] });
    await expect(set(admin)).rejects.toMatchObject(refused);
    expect((await set(admin, accessor, viewer)).bindings).toEqual([admin, viewer, accessor]);
    await expect(bed.policies.set(callerOf('viewer'), PROJECT, { bindings: [] })).rejects.toMatchObject(refused);
    expect((await bed.policies.get(PROJECT)).bindings).toEqual([admin, viewer, accessor]);
  });

  test('a role for secrets cannot be granted on a connection, not even by the administrator', async () => {
    await expect(bed.bind(CONNECTION, ['roles/secretmanager.admin', 'token:a'])).rejects.toThrow(
      'can be granted on projects only',
    );
  });

  test('the policy of a connection cannot be set once the connection has been removed', async () => {
    await bed.store.deleteFrom('connections').where('name', '=', CONNECTION).execute();
    const unknown = { code: 'NOT_FOUND', reason: 'UNKNOWN_CONNECTION' };
    await expect(bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:a'])).rejects.toMatchObject(unknown);
    const granted = bed.store
      .transaction()
      .execute((transaction) =>
        bed.policies.grant(transaction, 'token:a', [{ role: 'roles/connectors.invoker', resource: CONNECTION }]),
      );
    await expect(granted).rejects.toMatchObject(unknown);
    expect((await bed.policies.get(CONNECTION)).bindings).toEqual([]);
  });
});

describe('caching', () => {
  test('two processes that share a store see each other’s policies at once', async () => {
    const [one, other] = [false, false].map((isOnlyWriter) => createPolicies({ store: bed.store, isOnlyWriter }));
    expect([await mayList(one), await mayList(other)]).toEqual([false, false]);
    await one?.set(ADMINISTRATOR, CONNECTION, invoker('token:a'));
    expect([await mayList(one), await mayList(other)]).toEqual([true, true]);
    await other?.set(ADMINISTRATOR, CONNECTION, invoker());
    expect([await mayList(one), await mayList(other)]).toEqual([false, false]);
    expect((await one?.get(CONNECTION))?.bindings).toEqual([]);
  });

  test('the only writer of a store reads a policy from memory', async () => {
    await bed.policies.set(ADMINISTRATOR, CONNECTION, invoker('token:a'));
    expect(await mayList()).toBe(true);
    await bed.store.deleteFrom('policies').execute();
    expect(await mayList()).toBe(true);
    bed.policies.reload();
    expect(await mayList()).toBe(false);
  });
});
