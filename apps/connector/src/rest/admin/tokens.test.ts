import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerOf, CONNECTION, PROJECT, startAccessBed } from '../../../test/access-bed.js';
import { ADMINISTRATOR } from '../../access/caller.js';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

const params = { projectsId: 'p' };
const create = (body: Readonly<Record<string, unknown>>) =>
  bed.call(ADMINISTRATOR, 'admin.tokens.create', { params, body });

test('tokens.create creates a token together with its roles', async () => {
  await bed.policies.isAllowed(callerOf('ci'), 'connectors.entities.list', CONNECTION);
  const created = await create({
    name: 'ci',
    expireTime: '2026-12-01T00:00:00Z',
    bindings: [
      { role: 'roles/connectors.viewer', resource: PROJECT },
      { role: 'roles/connectors.invoker', resource: CONNECTION },
    ],
  });
  expect(Object.keys(created).toSorted()).toEqual(['createTime', 'expireTime', 'name', 'token']);
  expect(await bed.tokens.verify(created.token)).toEqual({ ...callerOf('ci'), expireTime: '2026-12-01T00:00:00.000Z' });
  expect(await bed.policies.isAllowed(callerOf('ci'), 'connectors.entities.list', CONNECTION)).toBe(true);
  expect(await bed.policies.isAllowed(callerOf('ci'), 'connectors.entities.list', PROJECT)).toBe(false);
  expect(await bed.policies.isAllowed(callerOf('ci'), 'connectors.connections.list', PROJECT)).toBe(true);
});

test('tokens.create does not change the roles of other members', async () => {
  await bed.bind(PROJECT, ['roles/connectors.viewer', 'token:first']);
  await create({ name: 'ci', bindings: [{ role: 'roles/connectors.viewer', resource: PROJECT }] });
  expect((await bed.policies.get(PROJECT)).bindings).toEqual([
    { role: 'roles/connectors.viewer', members: ['token:ci', 'token:first'] },
  ]);
});

test.each([
  [{ name: 'ci', bindings: {} }, 'INVALID_TOKEN_REQUEST'],
  [{ name: 'ci', bindings: [{ role: 'roles/owner', resource: PROJECT }] }, 'INVALID_TOKEN_REQUEST'],
  [{ name: 'ci', bindings: [{ role: 'roles/connectors.viewer', resource: 'p' }] }, 'INVALID_TOKEN_REQUEST'],
  [{ name: 'ci', bindings: [{ role: 'roles/secretmanager.admin', resource: CONNECTION }] }, 'INVALID_TOKEN_REQUEST'],
  [
    { name: 'ci', bindings: [{ role: 'roles/connectors.viewer', resource: PROJECT, condition: {} }] },
    'INVALID_TOKEN_REQUEST',
  ],
  [{ name: 'ci', bindings: [{ role: 'roles/connectors.viewer', resource: `${CONNECTION}x` }] }, 'UNKNOWN_CONNECTION'],
  [{ name: 'CI', bindings: [{ role: 'roles/connectors.viewer', resource: PROJECT }] }, 'INVALID_TOKEN_REQUEST'],
  [{ name: 'ci', token: 'mine' }, 'UNKNOWN_FIELD'],
])('tokens.create refuses %j and creates neither a token nor a role binding', async (body, reason) => {
  await expect(create(body)).rejects.toMatchObject({ reason });
  expect(await bed.tokens.list()).toEqual([]);
  expect((await bed.policies.get(PROJECT)).bindings).toEqual([]);
});

test.each([null, 'roles/connectors.viewer', ['roles/connectors.viewer', PROJECT], 7, true])(
  'tokens.create refuses the binding %j as a whole, with one violation',
  async (binding) => {
    await expect(create({ name: 'ci', bindings: [binding] })).rejects.toMatchObject({
      reason: 'INVALID_TOKEN_REQUEST',
      details: [{ fieldViolations: [{ field: 'bindings[0]', description: 'must be {role, resource}' }] }],
    });
    expect(await bed.tokens.list()).toEqual([]);
  },
);

test('tokens.create grants no roles if the name of the token is taken', async () => {
  await create({ name: 'ci' });
  const again = create({ name: 'ci', bindings: [{ role: 'roles/connectors.admin', resource: PROJECT }] });
  await expect(again).rejects.toMatchObject({ reason: 'TOKEN_EXISTS' });
  expect((await bed.policies.get(PROJECT)).bindings).toEqual([]);
});

test('tokens.create is refused if its roles would make a policy too large, and the policy stays as it is', async () => {
  const members = Array.from(
    { length: 128 },
    (_, index) => `principal://issuer.example/subject/${'x'.repeat(470)}${index}`,
  );
  const { etag } = await bed.bind(PROJECT, ['roles/connectors.viewer', ...members]);
  const bindings = [{ role: 'roles/connectors.admin', resource: PROJECT }];
  for (let count = 0; count < 10; count += 1) {
    const name = `a${count}${'b'.repeat(60)}`;
    const outcome = await create({ name, bindings }).then(
      () => 'created',
      ({ reason }: { reason: string }) => reason,
    );
    if (outcome === 'created') continue;
    expect(outcome).toBe('INVALID_POLICY');
    expect((await bed.tokens.list()).map((token) => token.name)).not.toContain(name);
    return;
  }
  expect.fail(`The policy ${etag} grew without a limit.`);
});

test('tokens are listed in pages without their secret values, and can be revoked', async () => {
  const { token } = await create({ name: 'b' });
  await create({ name: 'a' });
  const list = (query: string) => bed.call(ADMINISTRATOR, 'admin.tokens.list', { params, query });
  const first = await list('pageSize=1');
  expect(first.tokens).toEqual([{ name: 'a', createTime: expect.any(String) }]);
  const revoked = await bed.call(ADMINISTRATOR, 'admin.tokens.revoke', { params: { ...params, tokensId: 'b' } });
  expect(revoked).toMatchObject({ name: 'b', revokeTime: expect.any(String) });
  const second = await list(`pageSize=1&pageToken=${first.nextPageToken}`);
  expect(second).toEqual({ tokens: [revoked], nextPageToken: undefined });
  expect(JSON.stringify([first, second, revoked])).not.toContain(token);
  expect(await bed.tokens.verify(token)).toBe('REVOKED');
  const missing = bed.call(ADMINISTRATOR, 'admin.tokens.revoke', { params: { ...params, tokensId: 'c' } });
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
