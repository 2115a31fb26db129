import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerBed, startServerBed } from '../../../test/server-bed.js';

const USES = '/admin/v1/projects/p/secretUses';
const nameOf = (id: string, project = 'p') => `projects/${project}/locations/local/connections/${id}`;
const PASSWORD = 'authConfig.userPassword.password.secretVersion';
const proxyPassword = (secretVersion: string) => [
  { key: 'proxy_user', stringValue: 'u' },
  { key: 'proxy_password', secretValue: { secretVersion } },
];

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(nameOf('a'), proxyPassword('projects/p/secrets/auth-b/versions/7'));
  await bed.connection(nameOf('b'));
  await bed.connection(nameOf('c', 'q'));
});
afterAll(() => bed.close());

const use = (id: string, secretVersion: string, field = PASSWORD) => ({ secretVersion, connection: nameOf(id), field });
const A = use('a', 'projects/p/secrets/auth-a/versions/latest');
const A_PROXY = use('a', 'projects/p/secrets/auth-b/versions/7', 'configVariables[2].secretValue.secretVersion');
const B = use('b', 'projects/p/secrets/auth-b/versions/latest');

test('the uses of all secrets of a project are listed with their fields and versions, and those of other projects are not', async () => {
  expect(await bed.must(USES)).toEqual({ secretUses: [A, A_PROXY, B], hiddenUses: 0 });
});

test('the uses of one secret are listed, and not those of a secret whose id begins with the same text', async () => {
  expect((await bed.must(`${USES}?secret=auth-b`)).secretUses).toEqual([A_PROXY, B]);
  expect(await bed.must(`${USES}?secret=auth`)).toEqual({ secretUses: [], hiddenUses: 0 });
});

test('the uses are listed in pages', async () => {
  const first = await bed.must(`${USES}?pageSize=2`);
  expect(first.secretUses).toEqual([A, A_PROXY]);
  expect((await bed.must(`${USES}?pageSize=2&pageToken=${first.nextPageToken}`)).secretUses).toEqual([B]);
});

test('of connections that the caller may not see, only the number of uses is told', async () => {
  const token = await bed.token(
    'secrets',
    ['roles/secretmanager.viewer', 'projects/p'],
    ['roles/connectors.viewer', nameOf('b')],
  );
  const { json, text } = await bed.call(USES, { token });
  expect(json).toEqual({ secretUses: [B], hiddenUses: 2 });
  expect(text).not.toContain(nameOf('a'));
  const viewer = await bed.token('connections', ['roles/connectors.viewer', 'projects/p']);
  expect((await bed.call(USES, { token: viewer })).reason).toBe('PERMISSION_DENIED');
});
