import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ADMINISTRATOR_TOKEN, CONNECTOR_VERSION, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const CONNECTION = 'projects/p/locations/local/connections/c';
const PATH = `/v1/${CONNECTION}`;
const ACCESSOR = 'roles/secretmanager.secretAccessor';
const ACCOUNT = 'support@p.iam.gserviceaccount.com';
const OTHER_ACCOUNT = 'billing@p.iam.gserviceaccount.com';
const FIELD = 'authConfig.userPassword.password.secretVersion';

let bed: ServerBed;
/** The token of an administrator of the connection `c`, and of its project. */
let ofConnection: string;
let ofProject: string;

async function open(variables: Readonly<Record<string, string>>) {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  bed = await startServerBed(variables);
  await storeSecret('mine');
  await storeSecret('other');
}

async function storeSecret(id: string) {
  const path = '/secretmanager/v1/projects/p/secrets';
  await bed.must(`${path}?secretId=${id}`, { method: 'POST', body: { replication: { automatic: {} } } });
  const payload = { data: Buffer.from(bed.simulator.authToken).toString('base64') };
  await bed.must(`${path}/${id}:addVersion`, { method: 'POST', body: { payload } });
}

async function close() {
  vi.useRealTimers();
  await bed.close();
}

/** The fields of a connection that decide which secret it reads, and as whom. */
function reading(secret: string, serviceAccount = '', project = 'p') {
  const password = { secretVersion: `projects/${project}/secrets/${secret}/versions/1` };
  const userPassword = { username: bed.simulator.accountSid, password };
  return { authConfig: { authType: 'USER_PASSWORD', userPassword }, serviceAccount };
}

function create(id: string, fields: object, project = 'p') {
  const configVariables = [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }];
  return bed.call(`/v1/projects/${project}/locations/local/connections?connectionId=${id}`, {
    method: 'POST',
    token: ADMINISTRATOR_TOKEN,
    body: { connectorVersion: CONNECTOR_VERSION, configVariables, ...fields },
  });
}

const patch = (updateMask: string, body: object, token: string) =>
  bed.call(`${PATH}?updateMask=${updateMask}`, { method: 'PATCH', token, body });

/** Grants access to the secrets of the project to these service accounts only. */
const grant = (...accounts: readonly string[]) => {
  const members = accounts.map((account) => `serviceAccount:${account}`);
  const administrators = { role: 'roles/connectors.admin', members: ['token:of-project'] };
  const policy = { bindings: [administrators, { role: ACCESSOR, members }] };
  return bed.must('/cloudresourcemanager/v1/projects/p:setIamPolicy', { method: 'POST', body: { policy } });
};

async function openConnection(serviceAccount = '') {
  expect((await create('c', reading('mine', serviceAccount))).json.response.status.state).toBe('ACTIVE');
  ofConnection = await bed.token('of-connection', ['roles/connectors.admin', CONNECTION]);
  ofProject = await bed.token('of-project', ['roles/connectors.admin', 'projects/p']);
}

const violationsOf = ({ json }: { readonly json: Record<string, any> }) =>
  json.error?.details?.flatMap((detail: Record<string, any>) => detail.fieldViolations ?? []) ?? [];

describe('by default', () => {
  beforeAll(async () => {
    await open({});
    await openConnection(ACCOUNT);
  });
  afterAll(close);

  test('the administrator of one connection can point it at any secret of its project', async () => {
    expect((await patch('authConfig', reading('other'), ofConnection)).status).toBe(200);
    expect((await patch('authConfig', reading('mine'), ofConnection)).status).toBe(200);
  });

  test.each([
    ['serviceAccount', { serviceAccount: OTHER_ACCOUNT }],
    ['service_account', { serviceAccount: OTHER_ACCOUNT }],
    ['serviceAccount', {}],
    ['description,serviceAccount', { serviceAccount: '' }],
  ])('the administrator of one connection cannot change its service account with the mask %s', async (mask, body) => {
    const answer = await patch(mask, body, ofConnection);
    expect(answer).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    expect(answer.json.error.message).toContain('connectors.connections.update on projects/p');
    expect((await bed.must(PATH)).serviceAccount).toBe(ACCOUNT);
  });

  test('the administrator of one connection can change it in other ways, and repeat its service account', async () => {
    const body = { description: 'new', serviceAccount: ACCOUNT };
    expect((await patch('description,serviceAccount', body, ofConnection)).status).toBe(200);
    expect(await bed.must(PATH)).toMatchObject(body);
  });

  test('a role on the project allows changes of the service account', async () => {
    expect((await patch('serviceAccount', { serviceAccount: OTHER_ACCOUNT }, ofProject)).status).toBe(200);
    expect((await patch('serviceAccount', { serviceAccount: ACCOUNT }, ofProject)).status).toBe(200);
  });
});

describe('with CONNECTOR_REQUIRE_SECRET_GRANTS', () => {
  beforeAll(async () => {
    await open({ CONNECTOR_REQUIRE_SECRET_GRANTS: 'true' });
    await grant(ACCOUNT);
    await openConnection(ACCOUNT);
  });
  afterAll(close);

  test.each([
    ['no service account', ''],
    ['a service account without the role', OTHER_ACCOUNT],
  ])('a connection with %s cannot read a secret of its own project', async (_, account) => {
    const answer = await create('d', reading('mine', account));
    expect(answer.status).toBe(400);
    expect(violationsOf(answer)).toEqual([{ field: FIELD, description: expect.stringContaining(ACCESSOR) }]);
    expect(violationsOf(answer)[0].description).toContain('CONNECTOR_REQUIRE_SECRET_GRANTS');
  });

  test('a connection loses a secret within half a minute after its service account lost the role', async () => {
    const list = () => bed.call(`/v2/${CONNECTION}/entityTypes/Messages/entities?pageSize=1`, { token: ofProject });
    expect((await list()).status).toBe(200);
    await grant();
    vi.advanceTimersByTime(30_000);
    expect(await list()).toMatchObject({ status: 400, reason: 'SECRET_UNREADABLE' });
    await grant(ACCOUNT);
    expect((await list()).status).toBe(200);
  });

  test('the first connection keeps its secret from the environment, which no other connection can read', async () => {
    await bed.must(`/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`);
    const answer = await create('d', reading('twilio-auth-token', '', 'local'), 'local');
    expect(violationsOf(answer)).toMatchObject([{ field: FIELD }]);
  });

  test('the first connection itself cannot be pointed at another secret of its project', async () => {
    const body = reading('other', '', 'local');
    const init = { method: 'PATCH', token: ADMINISTRATOR_TOKEN, body };
    const answer = await bed.call(`/v1/${FIRST}?updateMask=authConfig`, init);
    expect(violationsOf(answer)).toMatchObject([{ field: FIELD }]);
  });
});
