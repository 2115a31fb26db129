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

/** The policy of the project as it is, with bindings added to it. */
async function projectPolicyWith(...added: readonly object[]) {
  const { bindings, etag } = await bed.policies.get(PROJECT);
  return { policy: { etag, bindings: [...bindings, ...added] } };
}

describe('who administers the connectors of a project', () => {
  const admin = callerOf('admin');

  test('gives and takes roles of the connectors there', async () => {
    const body = await projectPolicyWith({ role: ADMIN, members: ['token:second'] });
    const set = await bed.call(admin, setProject, { params, body });
    expect(set.bindings).toContainEqual({ role: ADMIN, members: ['token:admin', 'token:second'] });
    await bed.call(callerOf('second'), setConnection, { params: ofConnection, body: { policy: {} } });
  });

  test.each([
    ['himself', 'token:admin'],
    ['everybody', 'allAuthenticatedUsers'],
    ['a service account of his', 'serviceAccount:mine@p.iam.gserviceaccount.com'],
  ])('gives no role of secrets to %s', async (_, member) => {
    for (const role of Object.keys(ROLES).filter((name) => name.startsWith('roles/secretmanager.'))) {
      const body = await projectPolicyWith({ role, members: [member] });
      const attempt = bed.call(admin, setProject, { params, body });
      await expect(attempt).rejects.toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ROLE_NOT_GRANTABLE' });
    }
    expect(await bed.policies.isAllowed(admin, 'secretmanager.versions.access', PROJECT)).toBe(false);
  });

  test('takes none away either: not by leaving it out, not by an empty policy, not without an etag', async () => {
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

  test('has nothing in another project, and cannot name one through an id with slashes', async () => {
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

  test('makes, lists and revokes no tokens', async () => {
    for (const id of ['admin.tokens.create', 'admin.tokens.list', 'admin.tokens.revoke']) {
      await expect(bed.call(admin, id, { params, body: { name: 'mine' } })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    }
  });

  test('loses all of it with the role, at once', async () => {
    await bed.bind(PROJECT);
    await expect(bed.call(admin, setProject, { params, body: { policy: {} } })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  test('who was taken the role between reading and setting sets nothing', async () => {
    const body = await projectPolicyWith({ role: ADMIN, members: ['token:friend'] });
    const [taken, set] = await Promise.allSettled([
      bed.bind(PROJECT, [SECRET_ADMIN, 'token:vault']),
      bed.policies.set(admin, PROJECT, { bindings: body.policy.bindings }),
    ]);
    expect(taken.status).toBe('fulfilled');
    expect(set).toMatchObject({ status: 'rejected', reason: { code: 'PERMISSION_DENIED' } });
  });
});

describe('who administers one connection', () => {
  const ofOne = callerOf('of-one');

  test('gives roles on it', async () => {
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
  ])('%s of %j is not his', async (id, where) => {
    await expect(bed.call(ofOne, id, { params: where, body: { policy: {} } })).rejects.toMatchObject({
      code: expect.stringMatching(/PERMISSION_DENIED/),
    });
  });

  test('cannot bind a role of secrets on it, and would have nothing of one', async () => {
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

describe('others', () => {
  test.each(['viewer', 'invoker', 'nobody'])('%s sets no policy', async (name) => {
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
  });

  test('who administers the secrets gives roles of secrets, and none of connectors', async () => {
    const vault = callerOf('vault');
    const own = await projectPolicyWith({ role: ACCESSOR, members: ['token:reader'] });
    await bed.call(vault, setProject, { params, body: own });
    const others = await projectPolicyWith({ role: ADMIN, members: ['token:vault'] });
    await expect(bed.call(vault, setProject, { params, body: others })).rejects.toMatchObject({
      reason: 'ROLE_NOT_GRANTABLE',
    });
  });

  test('who has both may change both', async () => {
    await bed.bind(PROJECT, [ADMIN, 'token:both'], [SECRET_ADMIN, 'token:both']);
    await bed.call(callerOf('both'), setProject, { params, body: { policy: {} } });
    expect((await bed.policies.get(PROJECT)).bindings).toEqual([]);
  });

  test('no role but the two that administer changes a policy', () => {
    const held = Object.keys(ROLES)
      .filter(isRoleName)
      .filter((name) => ROLES[name].permissions.some((permission) => permission.endsWith('.setIamPolicy')));
    expect(held).toEqual([ADMIN, SECRET_ADMIN]);
  });

  test('the administrator may all', async () => {
    const set = await bed.call(ADMINISTRATOR, setProject, { params, body: { policy: {} } });
    expect(set.bindings).toEqual([]);
  });

  test('a connection that is not there has no policy to set, and no name to find out', async () => {
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
