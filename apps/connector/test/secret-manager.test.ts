import { google, type secretmanager_v1 } from 'googleapis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METHODS } from '../src/rest/methods.js';
import { PATHS } from '../src/rest/router.js';
import { crc32c } from '../src/secrets/crc32c.js';
import { type SecretManagerBed, startSecretManagerBed } from './secret-manager-bed.js';

const CANARY = 'canary-value-8d1f';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const parent = 'projects/p';
const automatic = { replication: { automatic: {} } };

let bed: SecretManagerBed;
let api: secretmanager_v1.Resource$Projects$Secrets;
beforeAll(async () => {
  bed = await startSecretManagerBed();
  api = google.secretmanager({ version: 'v1', rootUrl: `http://127.0.0.1:${bed.port}/secretmanager/` }).projects
    .secrets;
});
afterAll(() => bed.close());

async function createSecret(secretId: string, ...values: readonly string[]) {
  const { data } = await api.create({ parent, secretId, requestBody: automatic });
  for (const value of values) {
    await api.addVersion({ parent: data.name!, requestBody: { payload: { data: base64(value) } } });
  }
  return data.name!;
}

/** The body of the error that a call fails with. */
async function problemOf(call: Promise<unknown>) {
  const error: any = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error?.response?.data?.error as { code: number; status: string; message: string; details: any[] };
}

test('Google’s client manages a secret from its creation to its deletion', async () => {
  const requestBody = { ...automatic, labels: { team: 'support' } };
  const { data: secret } = await api.create({ parent, secretId: 'token', requestBody });
  expect(secret).toEqual({
    name: 'projects/p/secrets/token',
    replication: { automatic: {} },
    createTime: expect.stringMatching(/^2026-11-25T10:\d\d:\d\d\.000Z$/),
    labels: { team: 'support' },
    etag: expect.any(String),
  });
  const name = secret.name!;
  expect((await api.get({ name })).data).toEqual(secret);
  const data = base64(CANARY);
  const dataCrc32c = String(crc32c(Buffer.from(CANARY)));
  const { data: version } = await api.addVersion({ parent: name, requestBody: { payload: { data, dataCrc32c } } });
  expect(version).toEqual({
    name: `${name}/versions/1`,
    createTime: expect.any(String),
    state: 'ENABLED',
    replicationStatus: { automatic: {} },
    etag: expect.any(String),
    clientSpecifiedPayloadChecksum: true,
  });
  const latest = { name: `${name}/versions/latest` };
  expect((await api.versions.access(latest)).data).toEqual({
    name: `${name}/versions/1`,
    payload: { data, dataCrc32c },
  });
  const first = { name: `${name}/versions/1` };
  expect((await api.versions.get(first)).data).toEqual(version);
  expect((await api.versions.disable(first)).data.state).toBe('DISABLED');
  expect(await problemOf(api.versions.access(first))).toMatchObject({ code: 400, status: 'FAILED_PRECONDITION' });
  expect((await api.versions.enable(first)).data.state).toBe('ENABLED');
  const { data: destroyed } = await api.versions.destroy(first);
  expect(destroyed).toMatchObject({ state: 'DESTROYED', destroyTime: expect.any(String) });
  expect(await problemOf(api.versions.access(first))).toMatchObject({ status: 'FAILED_PRECONDITION' });
  expect(await problemOf(api.versions.enable(first))).toMatchObject({ status: 'FAILED_PRECONDITION' });
  expect((await api.delete({ name })).data).toEqual({});
  expect(await problemOf(api.get({ name }))).toMatchObject({ code: 404, status: 'NOT_FOUND' });
});

test('creating an existing secret fails with ALREADY_EXISTS, and reading an unknown secret or version with NOT_FOUND', async () => {
  const name = await createSecret('twice');
  expect(await problemOf(api.create({ parent, secretId: 'twice', requestBody: automatic }))).toMatchObject({
    code: 409,
    status: 'ALREADY_EXISTS',
    details: [{ reason: 'SECRET_EXISTS' }],
  });
  const missing = { name: `${name}/versions/1` };
  const requestBody = { payload: { data: base64('x') } };
  for (const call of [
    () => api.versions.access(missing),
    () => api.versions.get(missing),
    () => api.versions.destroy(missing),
    () => api.versions.list({ parent: 'projects/p/secrets/none' }),
    () => api.addVersion({ parent: 'projects/p/secrets/none', requestBody }),
  ]) {
    expect(await problemOf(call())).toMatchObject({ code: 404, status: 'NOT_FOUND' });
  }
});

test('secrets and versions are listed page by page, newest first', async () => {
  const name = await createSecret('paged', 'one', 'two', 'three');
  const first = (await api.versions.list({ parent: name, pageSize: 2 })).data;
  expect(first.versions?.map((version) => version.name)).toEqual([`${name}/versions/3`, `${name}/versions/2`]);
  expect(first.totalSize).toBe(3);
  const pageToken = first.nextPageToken!;
  const second = (await api.versions.list({ parent: name, pageSize: 2, pageToken })).data;
  expect(second.versions?.map((version) => version.name)).toEqual([`${name}/versions/1`]);
  expect(second.nextPageToken).toBeUndefined();
  expect((await api.list({ parent, pageSize: 1 })).data.secrets?.[0]?.name).toBe(name);
  expect((await api.list({ parent: 'projects/empty' })).data).toEqual({ totalSize: 0 });
  expect(await problemOf(api.list({ parent, pageToken: 'x' }))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  expect(await problemOf(api.list({ parent, pageSize: -1 }))).toMatchObject({ status: 'INVALID_ARGUMENT' });
  expect(await problemOf(api.list({ parent, filter: 'a' }))).toMatchObject({ code: 501, status: 'UNIMPLEMENTED' });
});

test('a change with an outdated etag fails with ABORTED', async () => {
  const name = await createSecret('etags', 'one');
  const version = `${name}/versions/1`;
  const { etag } = (await api.versions.get({ name: version })).data;
  await api.versions.disable({ name: version, requestBody: { etag } });
  expect(await problemOf(api.versions.destroy({ name: version, requestBody: { etag } }))).toMatchObject({
    code: 409,
    status: 'ABORTED',
  });
  expect(await problemOf(api.delete({ name, etag: '"x"' }))).toMatchObject({ status: 'ABORTED' });
});

const value = { data: base64('x') };
test.each<[string, unknown, string]>([
  ['a wrong checksum', { ...value, dataCrc32c: '1' }, 'payload.dataCrc32c'],
  ['data that is not base64', { data: CANARY.replaceAll('-', '!') }, 'payload.data'],
  ['data of a length that base64 cannot have', { data: 'AAAAA' }, 'payload.data'],
  ['missing data', {}, 'payload.data'],
  ['a missing payload', undefined, 'payload'],
  ['a value in place of a member name', { [CANARY]: 'x' }, 'payload'],
])('addVersion refuses %s, and the error does not contain it', async (_, payload, field) => {
  const name = (await api.list({ parent: 'projects/payloads' })).data.secrets?.[0]?.name;
  const secret =
    name ?? (await api.create({ parent: 'projects/payloads', secretId: 's', requestBody: automatic })).data.name!;
  const problem = await problemOf(api.addVersion({ parent: secret, requestBody: { payload: payload as never } }));
  expect(problem).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' });
  expect(problem.details[1].fieldViolations[0].field).toBe(field);
  expect(JSON.stringify(problem)).not.toContain('canary');
});

test('addVersion refuses a value of more than 64 KiB and an empty value', async () => {
  const name = await createSecret('sizes', 'x'.repeat(64 * 1024));
  for (const data of ['', base64('x'.repeat(64 * 1024 + 1))]) {
    const problem = await problemOf(api.addVersion({ parent: name, requestBody: { payload: { data } } }));
    expect(problem).toMatchObject({ status: 'INVALID_ARGUMENT' });
  }
});

test.each<[string, Record<string, unknown>, string]>([
  ['missing replication', {}, 'INVALID_ARGUMENT'],
  ['user-managed replication', { replication: { userManaged: { replicas: [] } } }, 'UNIMPLEMENTED'],
  ['a customer-managed key', { replication: { automatic: { customerManagedEncryption: {} } } }, 'UNIMPLEMENTED'],
  ['topics', { ...automatic, topics: [{ name: 'x' }] }, 'UNIMPLEMENTED'],
  ['expiry', { ...automatic, ttl: '3600s' }, 'UNIMPLEMENTED'],
  ['rotation', { ...automatic, rotation: {} }, 'UNIMPLEMENTED'],
  ['an unknown member', { ...automatic, nonsense: 1 }, 'INVALID_ARGUMENT'],
  ['invalid labels', { ...automatic, labels: { A: 'x' } }, 'INVALID_ARGUMENT'],
  ['labels that are not strings', { ...automatic, labels: { a: 1 } }, 'INVALID_ARGUMENT'],
])('create refuses a secret with %s', async (_, requestBody, status) => {
  expect(await problemOf(api.create({ parent, secretId: 'refused', requestBody }))).toMatchObject({ status });
  expect(await problemOf(api.get({ name: 'projects/p/secrets/refused' }))).toMatchObject({ status: 'NOT_FOUND' });
});

test('creating a secret with a missing or invalid id is refused', async () => {
  for (const secretId of [undefined, 'a b', 'x'.repeat(256)]) {
    const call = api.create({ parent, ...(secretId !== undefined && { secretId }), requestBody: automatic });
    expect(await problemOf(call)).toMatchObject({ status: 'INVALID_ARGUMENT' });
  }
});

test('an unimplemented method of Secret Manager answers 501 with a message', async () => {
  const name = await createSecret('unbuilt');
  const calls = [
    () => api.patch({ name, updateMask: 'labels', requestBody: {} }),
    () => api.getIamPolicy({ resource: name }),
    () => api.setIamPolicy({ resource: name, requestBody: {} }),
    () => api.testIamPermissions({ resource: name, requestBody: {} }),
    () => api.list({ parent: 'projects/p/locations/europe-west1' }),
  ];
  for (const call of calls) {
    const { code, message } = await problemOf(call());
    expect(code).toBe(501);
    expect(message).toMatch(/\.$/);
  }
});

test('a method of Secret Manager is served at both of its paths', async () => {
  await createSecret('paths');
  for (const prefix of ['/secretmanager/v1', '/v1']) {
    const response = await fetch(`http://127.0.0.1:${bed.port}${prefix}/projects/p/secrets/paths`);
    expect(await response.json()).toMatchObject({ name: 'projects/p/secrets/paths' });
  }
});

test('every method of Secret Manager has two paths, and every implemented one requires Google’s permission', () => {
  const served = PATHS.filter(({ id }) => id.startsWith('secretmanager.'));
  expect(new Set(served.map(({ id }) => id)).size).toBe(30);
  expect(new Set(served.map(({ httpMethod, path }) => `${httpMethod} ${path}`)).size).toBe(60);
  const built = METHODS.filter(({ id }) => id.startsWith('secretmanager.'));
  expect(built).toHaveLength(11);
  for (const { permission } of built) expect(permission).toMatch(/^secretmanager\.(secrets|versions)\.\w+$/);
});

test('only answers of versions.access contain secret values', () => {
  const values = bed.answers.filter((answer) => answer.includes(base64(CANARY)) || answer.includes(CANARY));
  expect(values).toHaveLength(1);
  expect(JSON.parse(values[0]!)).toHaveProperty('payload.data');
});
