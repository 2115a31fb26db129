import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, CONNECTOR_VERSION, type ServerBed, startServerBed } from './server-bed.js';

const PARENT = '/v1/projects/p/locations/local/connections';
const NAME = 'projects/p/locations/local/connections/c';
const NEW = 'projects/p/locations/local/connections/new';
const SECRETS = 'projects/p/secrets';

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(NAME);
  await bed.must(`/secretmanager/v1/${SECRETS}?secretId=wrong`, {
    method: 'POST',
    body: { replication: { automatic: {} } },
  });
  const payload = { data: Buffer.from('f'.repeat(32)).toString('base64') };
  await bed.must(`/secretmanager/v1/${SECRETS}/wrong:addVersion`, { method: 'POST', body: { payload } });
});
afterAll(() => bed.close());
beforeEach(() => bed.simulator.journal.clear());

/** The paths of the requests that were sent to Twilio. */
const sent = () => bed.simulator.journal.requests().map(({ method, path }) => `${method} ${path}`);
const PROBE = expect.stringMatching(/^GET \/2010-04-01\/Accounts\/AC\w{32}\/Messages\.json/);

const authOf = (secret: string) => ({
  authType: 'USER_PASSWORD',
  userPassword: {
    username: bed.simulator.accountSid,
    password: { secretVersion: `${SECRETS}/${secret}/versions/latest` },
  },
});
const bodyOf = (secret: string, more: object = {}) => ({
  connectorVersion: CONNECTOR_VERSION,
  authConfig: authOf(secret),
  configVariables: [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }],
  ...more,
});
const tryCreate = (body: object, id = 'new', token = ADMINISTRATOR_TOKEN) =>
  bed.call(`${PARENT}?connectionId=${id}&validateOnly=true`, { method: 'POST', body, token });
const tryPatch = (mask: string, body: object, token = ADMINISTRATOR_TOKEN) =>
  bed.call(`${PARENT}/c?updateMask=${mask}&validateOnly=true`, { method: 'PATCH', body, token });

/** Whatever a dry run could have stored or left in memory, other than its audit record. */
async function traces() {
  const { connections } = await bed.must(PARENT);
  const { operations } = await bed.must('/v1/projects/p/locations/local/operations');
  const metrics = await bed.call('/metrics', { token: ADMINISTRATOR_TOKEN });
  return { connections, operations, isNamed: metrics.text.includes(NEW) };
}

test.each([
  ['auth-c', 'ACTIVE', ''],
  ['wrong', 'AUTHORIZATION_REQUIRED', 'Twilio refused the credentials'],
  ['missing', 'ERROR', 'missing'],
])('a dry run of a create with the secret %s answers the state %s, and stores nothing', async (secret, state, text) => {
  const before = await traces();
  const answer = await tryCreate(bodyOf(secret, { labels: { team: 'a' } }));
  expect(answer.status).toBe(200);
  const { response, ...operation } = answer.json;
  const metadata = expect.objectContaining({ target: NEW, verb: 'create', endTime: expect.any(String) });
  expect(operation).toEqual({ done: true, metadata });
  expect(response).toMatchObject({ name: NEW, labels: { team: 'a' }, status: { state } });
  expect(response.status.description ?? '').toContain(text);
  expect(sent()).toEqual(secret === 'missing' ? [] : [PROBE]);
  expect(answer.headers.get('x-twilio-requests')).toBe(String(sent().length));
  expect(await traces()).toEqual({ ...before, isNamed: false });
});

test('a dry run is refused with every violation at once, before anything is sent', async () => {
  const answer = await tryCreate({ ...bodyOf('auth-c'), labels: { 'A b': 'c' }, nodeConfig: { minNodeCount: 0 } });
  expect([answer.status, answer.reason]).toEqual([400, 'INVALID_CONNECTION']);
  const { fieldViolations } = answer.json.error.details.find((one: object) => 'fieldViolations' in one);
  const fields = fieldViolations.map(({ field }: { readonly field: string }) => field);
  expect(fields.length).toBeGreaterThan(1);
  expect(fields.join()).toMatch(/labels.*nodeConfig|nodeConfig.*labels/);
  expect(sent()).toEqual([]);
});

test('a dry run is refused as the create would be: the name is taken, or the caller may not create', async () => {
  expect((await tryCreate(bodyOf('auth-c'), 'c')).reason).toBe('CONNECTION_EXISTS');
  const viewer = await bed.token('viewer', ['roles/connectors.viewer', 'projects/p']);
  expect((await tryCreate(bodyOf('auth-c'), 'new', viewer)).reason).toBe('PERMISSION_DENIED');
  expect((await tryPatch('description', { description: 'x' }, viewer)).reason).toBe('PERMISSION_DENIED');
  expect(sent()).toEqual([]);
});

test('a dry run of a suspended connection sends nothing', async () => {
  const { json } = await tryCreate(bodyOf('auth-c', { suspended: true }));
  expect([json.response.status.state, sent()]).toEqual(['INACTIVE', []]);
});

test('a dry run of a patch tries the changed connection, and leaves the stored one as it is', async () => {
  const before = await traces();
  const good = await tryPatch('description', { description: 'new' });
  expect(good.json).toMatchObject({ done: true, metadata: { verb: 'update', target: NAME } });
  expect(good.json.name).toBeUndefined();
  expect(good.json.response).toMatchObject({ description: 'new', status: { state: 'ACTIVE' } });
  const bad = await tryPatch('authConfig', { authConfig: authOf('wrong') });
  expect(bad.json.response.status.state).toBe('AUTHORIZATION_REQUIRED');
  expect(sent()).toEqual([PROBE, PROBE]);
  expect(await traces()).toEqual(before);
  // Calls go on with the stored credentials.
  const rows = await bed.call(`/v2/${NAME}/entityTypes/Messages/entities?pageSize=1`, { token: ADMINISTRATOR_TOKEN });
  expect(rows.status).toBe(200);
});

test('a dry run of a patch is refused as the patch would be', async () => {
  const lock = (locked: boolean) => ({ method: 'PATCH', body: { lockConfig: { locked } } });
  await bed.must(`${PARENT}/c?updateMask=lockConfig`, lock(true));
  bed.simulator.journal.clear();
  expect((await tryPatch('description', { description: 'x' })).reason).toBe('CONNECTION_LOCKED');
  expect((await tryPatch('nodeConfig', { nodeConfig: { minNodeCount: 0 } })).reason).toBe('INVALID_CONNECTION');
  expect(sent()).toEqual([]);
  await bed.must(`${PARENT}/c?updateMask=lockConfig`, lock(false));
});
