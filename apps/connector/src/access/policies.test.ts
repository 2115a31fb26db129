import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callerOf, CONNECTION, OTHER_CONNECTION, PROJECT, startAccessBed } from '../../test/access-bed.js';
import { ADMINISTRATOR, memberToCaller } from './caller.js';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

describe('who may', () => {
  test('nobody, before anybody was bound; the administrator, whatever it is', async () => {
    expect(await bed.policies.isAllowed(callerOf('a'), 'connectors.entities.list', CONNECTION)).toBe(false);
    expect(await bed.policies.isAllowed(ADMINISTRATOR, 'connectors.entities.list', CONNECTION)).toBe(true);
  });

  test('a project’s roles hold on its connections, a connection’s on itself alone', async () => {
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
    '%j is nothing that anybody has a role on',
    async (resource) => {
      await bed.bind(PROJECT, ['roles/connectors.admin', 'allAuthenticatedUsers']);
      expect(await bed.policies.isAllowed(callerOf('a'), 'connectors.connections.get', resource)).toBe(false);
    },
  );

  test('everybody who is known, once a policy says so', async () => {
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'allAuthenticatedUsers']);
    const caller = memberToCaller('user:ann@example.com');
    expect(await bed.policies.isAllowed(caller, 'connectors.actions.execute', CONNECTION)).toBe(true);
    expect(await bed.policies.isAllowed(caller, 'connectors.connections.update', CONNECTION)).toBe(false);
  });

  test('a member is the same in any writing of its email', async () => {
    await bed.bind(PROJECT, ['roles/connectors.viewer', 'user:Ann@Example.com']);
    const caller = memberToCaller('user:ann@example.com');
    expect(await bed.policies.isAllowed(caller, 'connectors.connections.get', PROJECT)).toBe(true);
  });

  test('a policy named administrator cannot be made, and a caller of that name is not him', async () => {
    await expect(bed.bind(PROJECT, ['roles/connectors.viewer', 'administrator'])).rejects.toThrow('of no kind');
    expect(await bed.policies.isAllowed(memberToCaller('administrator'), 'connectors.connections.get', PROJECT)).toBe(
      false,
    );
  });

  test('a service account has what it is bound to, on that project alone', async () => {
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

  test('what is forgotten holds no more', async () => {
    await bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:a']);
    await bed.policies.forget(CONNECTION);
    expect(await bed.policies.isAllowed(callerOf('a'), 'connectors.entities.list', CONNECTION)).toBe(false);
    expect((await bed.policies.get(CONNECTION)).bindings).toEqual([]);
  });
});

describe('a policy', () => {
  test('is answered sorted, each role and member once, and survives a restart of its cache', async () => {
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

  test('is set once by an etag, however many try at once', async () => {
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
    expect(refused.reason).toMatchObject({ code: 'ABORTED', reason: 'POLICY_CHANGED' });
  });

  test('takes hold at once, also for who was asked about while it was set', async () => {
    const may = () => bed.policies.isAllowed(callerOf('a'), 'connectors.connections.get', PROJECT);
    const asked = [may(), bed.bind(PROJECT, ['roles/connectors.viewer', 'token:a']), may()];
    await Promise.all(asked);
    expect(await may()).toBe(true);
    await bed.bind(PROJECT);
    expect(await may()).toBe(false);
  });
});
