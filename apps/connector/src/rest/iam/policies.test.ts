import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerOf, CONNECTION, PROJECT, startAccessBed } from '../../../test/access-bed.js';
import { ADMINISTRATOR } from '../../access/caller.js';

const params = { projectsId: 'p', locationsId: 'local', connectionsId: 'c' };

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

test('a policy can be read, set and read again, and an outdated etag is refused', async () => {
  const empty = await bed.call(ADMINISTRATOR, 'v1.connections.getIamPolicy', {
    params,
    query: 'options.requestedPolicyVersion=3',
  });
  expect(empty).toEqual({ version: 1, etag: expect.any(String), bindings: [] });
  const bindings = [{ role: 'roles/connectors.viewer', members: ['token:a'] }];
  const set = await bed.call(ADMINISTRATOR, 'v1.connections.setIamPolicy', {
    params,
    body: { policy: { etag: empty.etag, bindings } },
  });
  expect(set.bindings).toEqual(bindings);
  expect(await bed.call(callerOf('a'), 'v1.connections.getIamPolicy', { params })).toEqual(set);
  await expect(
    bed.call(ADMINISTRATOR, 'v1.connections.setIamPolicy', { params, body: { policy: { etag: empty.etag } } }),
  ).rejects.toMatchObject({ code: 'ABORTED', reason: 'POLICY_CHANGED' });
});

test('getIamPolicy of a project accepts the requested policy version in the body', async () => {
  const id = 'cloudresourcemanager.projects.getIamPolicy';
  const body = { options: { requestedPolicyVersion: 3 } };
  expect(await bed.call(ADMINISTRATOR, id, { params: { projectsId: 'p' }, body })).toMatchObject({ bindings: [] });
});

test.each([
  ['v1.connections.getIamPolicy', { query: 'options.requestedPolicyVersion=2' }, 'INVALID_PARAMETER'],
  ['v1.connections.getIamPolicy', { body: { options: { requestedPolicyVersion: {} } } }, 'INVALID_PARAMETER'],
  ['v1.connections.getIamPolicy', { body: { options: 'x' } }, 'INVALID_PARAMETER'],
  ['v1.connections.getIamPolicy', { body: { option: {} } }, 'UNKNOWN_FIELD'],
  ['v1.connections.setIamPolicy', {}, 'INVALID_POLICY'],
  ['v1.connections.setIamPolicy', { body: { bindings: [] } }, 'UNKNOWN_FIELD'],
  ['v1.connections.setIamPolicy', { body: { policy: {}, updateMask: 'etag' } }, 'INVALID_PARAMETER'],
  ['v1.connections.setIamPolicy', { body: { policy: {}, updateMask: 'bindings,auditConfigs' } }, 'INVALID_PARAMETER'],
  ['v1.connections.testIamPermissions', {}, 'INVALID_PARAMETER'],
  ['v1.connections.testIamPermissions', { body: { permissions: ['connectors.*'] } }, 'INVALID_PARAMETER'],
  ['v1.connections.testIamPermissions', { body: { permissions: [7] } }, 'INVALID_PARAMETER'],
  [
    'v1.connections.testIamPermissions',
    { body: { permissions: Array.from({ length: 101 }, () => 'connectors.entities.list') } },
    'INVALID_PARAMETER',
  ],
])('%s refuses %j with the reason %s', async (id, request, reason) => {
  await expect(bed.call(ADMINISTRATOR, id, { params, ...request })).rejects.toMatchObject({ reason });
});

test('testIamPermissions returns the permissions of any caller', async () => {
  await bed.bind(PROJECT, ['roles/connectors.viewer', 'token:a']);
  await bed.bind(CONNECTION, ['roles/connectors.invoker', 'token:a']);
  const permissions = ['connectors.entities.list', 'connectors.connections.get', 'connectors.connections.update'];
  const ask = (name: string, id: string, where: Readonly<Record<string, string>>) =>
    bed.call(callerOf(name), id, { params: where, body: { permissions } });
  expect(await ask('a', 'v1.connections.testIamPermissions', params)).toEqual({ permissions: permissions.slice(0, 2) });
  expect(await ask('a', 'cloudresourcemanager.projects.testIamPermissions', { projectsId: 'p' })).toEqual({
    permissions: ['connectors.connections.get'],
  });
  expect(await ask('b', 'v1.connections.testIamPermissions', params)).toEqual({});
});
