import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '../../access/roles.js';
import packageJson from '../../../package.json' with { type: 'json' };
import { FIRST, type ServerBed, startServerBed } from '../../../test/server-bed.js';

const CONNECTION = 'projects/p/locations/local/connections/c';
const PROJECTS = '/cloudresourcemanager/v1/projects';
const SET_POLICY = `${PROJECTS}/shared:setIamPolicy`;

const ALL_ROLES = Object.keys(ROLES).map((name) => expect.objectContaining({ name, permissions: expect.any(Array) }));

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(CONNECTION);
  const everyone = { role: 'roles/connectors.viewer', members: ['allAuthenticatedUsers'] };
  await bed.must(SET_POLICY, { method: 'POST', body: { policy: { bindings: [everyone] } } });
});
afterAll(() => bed.close());

const answerOf = async (path: string, token: string) => (await bed.call(path, { token })).json;
const projectsOf = async (token: string) =>
  (await answerOf(PROJECTS, token)).projects.map(({ projectId }: { readonly projectId: string }) => projectId);

test('the administrator is told that it is one, and sees every project of which the server has something', async () => {
  expect(await bed.must('/admin/v1/me')).toEqual({
    member: 'administrator',
    isAdministrator: true,
    grants: [],
    roles: ALL_ROLES,
    version: packageJson.version,
  });
  await bed.must('/secretmanager/v1/projects/only-a-secret/secrets?secretId=s', {
    method: 'POST',
    body: { replication: { automatic: {} } },
  });
  const { projects } = await bed.must(PROJECTS);
  expect(projects).toEqual(
    ['local', 'only-a-secret', 'p', 'shared'].map((id) => ({ projectId: id, name: id, lifecycleState: 'ACTIVE' })),
  );
});

test('a caller is told its roles on each resource, also those that every caller has, and which roles there are', async () => {
  const token = await bed.token(
    'ci',
    ['roles/connectors.invoker', CONNECTION],
    ['roles/connectors.viewer', CONNECTION],
    ['roles/connectors.viewer', 'projects/q'],
  );
  const me = await answerOf('/admin/v1/me', token);
  expect(me).toEqual({
    member: 'token:ci',
    isAdministrator: false,
    token: { name: 'ci', createTime: expect.any(String) },
    grants: [
      { resource: CONNECTION, roles: ['roles/connectors.invoker', 'roles/connectors.viewer'] },
      { resource: 'projects/q', roles: ['roles/connectors.viewer'] },
      { resource: 'projects/shared', roles: ['roles/connectors.viewer'] },
    ],
    roles: ALL_ROLES,
    version: packageJson.version,
  });
  expect(await projectsOf(token)).toEqual(['p', 'q', 'shared']);
});

test('a caller without roles of its own sees neither projects nor members of others', async () => {
  const token = await bed.token('nobody');
  expect(await projectsOf(token)).toEqual(['shared']);
  const { status, text } = await bed.call('/admin/v1/me', { token });
  expect([status, text.includes(FIRST), text.includes('projects/p')]).toEqual([200, false, false]);
});

test('roles are found in more policies than are read at a time', async () => {
  const { services } = bed;
  for (let count = 0; count < 410; count += 1) {
    const bindings = [{ role: 'roles/connectors.viewer', members: [count % 100 === 9 ? 'token:many' : 'token:other'] }];
    const resource = `projects/many-${String(count).padStart(3, '0')}`;
    await services.policies.set({ member: 'a', isAdministrator: true }, resource, { bindings });
  }
  const projects = await projectsOf(await bed.token('many'));
  expect(projects).toEqual(['many-009', 'many-109', 'many-209', 'many-309', 'many-409', 'shared']);
});

test('a caller is told when its token expires', async () => {
  const expireTime = '2999-01-01T00:00:00.000Z';
  const { token } = await bed.must('/admin/v1/tokens', { method: 'POST', body: { name: 'brief', expireTime } });
  expect(await answerOf('/admin/v1/me', token)).toMatchObject({ expireTime, token: { name: 'brief', expireTime } });
});
