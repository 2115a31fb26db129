import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callerOf, CONNECTION, OTHER_CONNECTION, PROJECT, startAccessBed } from '../../../test/access-bed.js';
import { ADMINISTRATOR, memberToCaller } from '../../access/caller.js';
import { isRoleName, ROLES } from '../../access/roles.js';

const ADMIN = 'roles/connectors.admin';
const ACCESSOR = 'roles/secretmanager.secretAccessor';
const SECRET_ADMIN = 'roles/secretmanager.admin';
const params = { projectsId: 'p' };
const ofConnection = { projectsId: 'p', locationsId: 'local', connectionsId: 'c' };
const setProject = 'cloudresourcemanager.projects.setIamPolicy';
const setConnection = 'v1.connections.setIamPolicy';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
  await bed.bind(
    PROJECT,
    [ADMIN, 'token:admin'],
    ['roles/connectors.viewer', 'token:viewer'],
    ['roles/connectors.invoker', 'token:invoker'],
    [SECRET_ADMIN, 'token:vault'],
    [ACCESSOR, 'serviceAccount:runner@p.iam.gserviceaccount.com'],
  );
  await bed.bind(CONNECTION, [ADMIN, 'token:of-one']);
});
afterEach(() => bed.close());

/** A request that sets the project's current policy with additional bindings. */
async function projectPolicyWith(...added: readonly object[]) {
  const { bindings, etag } = await bed.policies.get(PROJECT);
  return { policy: { etag, bindings: [...bindings, ...added] } };
}

describe('connectors administrator of a project', () => {
  const admin = callerOf('admin');

  test('a connectors administrator of a project can grant and revoke connectors roles on it', async () => {
    const body = await projectPolicyWith({ role: ADMIN, members: ['token:second'] });
    const set = await bed.call(admin, setProject, { params, body });
    expect(set.bindings).toContainEqual({ role: ADMIN, members: ['token:admin', 'token:second'] });
    await bed.call(callerOf('second'), setConnection, { params: ofConnection, body: { policy: {} } });
  });

  test.each([
    ['their own token', 'token:admin'],
    ['all authenticated users', 'allAuthenticatedUsers'],
    ['their own service account', 'serviceAccount:mine@p.iam.gserviceaccount.com'],
  ])('a connectors administrator cannot grant Secret Manager roles to %s', async (_, member) => {
    for (const role of Object.keys(ROLES).filter((name) => name.startsWith('roles/secretmanager.'))) {
      const body = await projectPolicyWith({ role, members: [member] });
      const attempt = bed.call(admin, setProject, { params, body });
      await expect(attempt).rejects.toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ROLE_NOT_GRANTABLE' });
    }
    expect(await bed.policies.isAllowed(admin, 'secretmanager.versions.access', PROJECT)).toBe(false);
  });

  test('a connectors administrator cannot revoke Secret Manager roles, with or without an etag', async () => {
    const { bindings, etag } = await bed.policies.get(PROJECT);
    for (const policy of [
      { etag, bindings: bindings.filter(({ role }) => role !== ACCESSOR) },
      { bindings: bindings.filter(({ role }) => role !== SECRET_ADMIN) },
      { bindings: [] },
      {},
    ]) {
      await expect(bed.call(admin, setProject, { params, body: { policy } })).rejects.toMatchObject({
        reason: 'ROLE_NOT_GRANTABLE',
      });
    }
    expect((await bed.policies.get(PROJECT)).etag).toBe(etag);
  });

  test('a connectors administrator has no access to another project, even through an id with slashes', async () => {
    const body = { policy: { bindings: [{ role: ADMIN, members: ['token:admin'] }] } };
    await expect(bed.call(admin, setProject, { params: { projectsId: 'p2' }, body })).rejects.toMatchObject({
      reason: 'PERMISSION_DENIED',
    });
    for (const projectsId of ['p2/../p', 'p/locations/local/connections/c', 'p/', '']) {
      await expect(bed.call(admin, setProject, { params: { projectsId }, body })).rejects.toMatchObject({
        reason: 'INVALID_PATH',
      });
    }
  });

  test('a connectors administrator cannot create, list or revoke tokens', async () => {
    for (const id of ['admin.tokens.create', 'admin.tokens.list', 'admin.tokens.revoke']) {
      await expect(bed.call(admin, id, { params, body: { name: 'mine' } })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    }
  });

  test('a connectors administrator whose role is revoked loses access immediately', async () => {
    await bed.bind(PROJECT);
    await expect(bed.call(admin, setProject, { params, body: { policy: {} } })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  test('a policy is not set if the role of its caller is revoked between reading and setting it', async () => {
    const body = await projectPolicyWith({ role: ADMIN, members: ['token:friend'] });
    const [revoked, set] = await Promise.allSettled([
      bed.bind(PROJECT, [SECRET_ADMIN, 'token:vault']),
      bed.policies.set(admin, PROJECT, { bindings: body.policy.bindings }),
    ]);
    expect(revoked.status).toBe('fulfilled');
    expect(set).toMatchObject({ status: 'rejected', reason: { code: 'PERMISSION_DENIED' } });
  });
});

describe('administrator of one connection', () => {
  const ofOne = callerOf('of-one');

  test('the administrator of a connection can grant roles on it', async () => {
    const policy = { bindings: [{ role: ADMIN, members: ['token:of-one', 'user:ann@example.com'] }] };
    await bed.call(ofOne, setConnection, { params: ofConnection, body: { policy, updateMask: 'bindings,etag' } });
    const ann = memberToCaller('user:ann@example.com');
    expect(await bed.policies.isAllowed(ann, 'connectors.connections.update', CONNECTION)).toBe(true);
    expect(await bed.policies.isAllowed(ann, 'connectors.connections.update', OTHER_CONNECTION)).toBe(false);
  });

  test.each([
    [setProject, params],
    ['cloudresourcemanager.projects.getIamPolicy', params],
    [setConnection, { ...ofConnection, connectionsId: 'd' }],
    [setConnection, { ...ofConnection, locationsId: 'other' }],
    ['v1.connections.getIamPolicy', { ...ofConnection, connectionsId: 'd' }],
  ])('the administrator of one connection cannot call %s for %j', async (id, where) => {
    await expect(bed.call(ofOne, id, { params: where, body: { policy: {} } })).rejects.toMatchObject({
      code: expect.stringMatching(/PERMISSION_DENIED/),
    });
  });

  test('a Secret Manager role cannot be granted on a connection, and has no effect in a forged policy', async () => {
    const policy = { bindings: [{ role: ACCESSOR, members: ['token:of-one'] }] };
    await expect(bed.call(ofOne, setConnection, { params: ofConnection, body: { policy } })).rejects.toMatchObject({
      reason: 'INVALID_POLICY',
    });
    const forged = JSON.stringify({ bindings: [{ role: SECRET_ADMIN, members: ['token:of-one'] }] });
    await bed.store.updateTable('policies').set({ policy: forged }).where('resource', '=', CONNECTION).execute();
    bed.policies.reload();
    expect(await bed.policies.isAllowed(ofOne, 'secretmanager.versions.access', CONNECTION)).toBe(false);
    expect(await bed.policies.isAllowed(ofOne, 'resourcemanager.projects.setIamPolicy', CONNECTION)).toBe(false);
  });
});

describe('other callers', () => {
  test.each(['viewer', 'invoker', 'nobody'])(
    'the caller "%s" without an administrator role cannot set a policy',
    async (name) => {
      const body = { policy: { bindings: [] } };
      for (const [id, where] of [
        [setProject, params],
        [setConnection, ofConnection],
      ] as const) {
        await expect(bed.call(callerOf(name), id, { params: where, body })).rejects.toMatchObject({
          code: 'PERMISSION_DENIED',
          reason: 'PERMISSION_DENIED',
        });
      }
    },
  );

  test('a Secret Manager administrator can grant Secret Manager roles but not connectors roles', async () => {
    const vault = callerOf('vault');
    const own = await projectPolicyWith({ role: ACCESSOR, members: ['token:reader'] });
    await bed.call(vault, setProject, { params, body: own });
    const others = await projectPolicyWith({ role: ADMIN, members: ['token:vault'] });
    await expect(bed.call(vault, setProject, { params, body: others })).rejects.toMatchObject({
      reason: 'ROLE_NOT_GRANTABLE',
    });
  });

  test('a caller with both administrator roles can revoke both kinds of roles', async () => {
    await bed.bind(PROJECT, [ADMIN, 'token:both'], [SECRET_ADMIN, 'token:both']);
    await bed.call(callerOf('both'), setProject, { params, body: { policy: {} } });
    expect((await bed.policies.get(PROJECT)).bindings).toEqual([]);
  });

  test('only the two administrator roles have a permission to set a policy', () => {
    const held = Object.keys(ROLES)
      .filter(isRoleName)
      .filter((name) => ROLES[name].permissions.some((permission) => permission.endsWith('.setIamPolicy')));
    expect(held).toEqual([ADMIN, SECRET_ADMIN]);
  });

  test('the bootstrap administrator can set any policy', async () => {
    const set = await bed.call(ADMINISTRATOR, setProject, { params, body: { policy: {} } });
    expect(set.bindings).toEqual([]);
  });

  test('setting the policy of an unknown connection fails without disclosing whether it exists', async () => {
    const where = { ...ofConnection, connectionsId: 'later' };
    const body = { policy: { bindings: [] } };
    await expect(bed.call(callerOf('admin'), setConnection, { params: where, body })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      reason: 'UNKNOWN_CONNECTION',
    });
    await expect(bed.call(callerOf('of-one'), setConnection, { params: where, body })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });
});
