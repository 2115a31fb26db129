import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { banner } from '../src/cli/serve/banner.js';
import { readEnv, type RunningConnector, startConnector } from '../src/index.js';
import { json } from './test-bed.js';

const TOKEN = 'test-token-0123456789-abcdefghijk';
const PARENT = 'projects/demo/locations/local/connections';

let folder: string;
let connector: RunningConnector;

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningConnector> {
  const variables = {
    CONNECTOR_DATA: folder,
    PORT: '0',
    PG_PORT: 'off',
    SIMULATOR_PORT: '0',
    CONNECTOR_TOKEN: TOKEN,
    ...env,
  };
  return startConnector({ env: readEnv(variables), logDestination: { write() {} } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-simulated-'));
  connector = await start();
});
afterEach(async () => {
  await connector.stop();
  rmSync(folder, { recursive: true });
});

async function call(path: string, init: RequestInit = {}): Promise<Record<string, any>> {
  const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${TOKEN}` };
  const response = await fetch(connector.url + path, { ...init, headers });
  return (await response.json()) as Record<string, any>;
}

/** Creates a connection with the account in the banner, and lists its messages. */
async function createAndList(variables: readonly object[]) {
  const { accountSid = '', authToken = '' } = connector.simulator ?? {};
  const secrets = '/secretmanager/v1/projects/demo/secrets';
  await call(`${secrets}?secretId=token`, json({ replication: { automatic: {} } }));
  await call(`${secrets}/token:addVersion`, json({ payload: { data: btoa(authToken) } }));
  const created = await call(
    `/v1/${PARENT}?connectionId=second`,
    json({
      connectorVersion: 'projects/demo/locations/global/providers/twilio/connectors/twilio/versions/1',
      configVariables: variables,
      authConfig: {
        authType: 'USER_PASSWORD',
        userPassword: {
          username: accountSid,
          password: { secretVersion: 'projects/demo/secrets/token/versions/latest' },
        },
      },
    }),
  );
  const listed = await call(`/v2/${PARENT}/second/entityTypes/Messages/entities?pageSize=3`);
  return { state: created.response?.status?.state ?? created.error, count: listed.entities?.length ?? listed.error };
}

test('a caller is told that the simulator stands for Twilio', async () => {
  expect((await call('/admin/v1/me')).simulatorUrl).toBe(connector.simulator?.url);
});

test('a further connection without a base URL uses the simulator, with the account in the banner', async () => {
  expect(await createAndList([])).toEqual({ state: 'ACTIVE', count: 3 });
  const { accountSid, authToken } = connector.simulator ?? {};
  expect(banner(connector)).toContain(`Account        ${accountSid}, auth token "${authToken}"`);
});

test.each(['http://localhost:{port}', 'http://127.0.0.1:{port}', 'http://localhost:{port}/{product}'])(
  'a further connection may name the simulator as %s',
  async (spelling) => {
    const { port } = new URL(connector.simulator?.url ?? '');
    const variables = [{ key: 'base_url', stringValue: spelling.replace('{port}', port) }];
    expect(await createAndList(variables)).toEqual({ state: 'ACTIVE', count: 3 });
  },
);

test('a further connection must not name another port of this machine', async () => {
  const variables = [{ key: 'base_url', stringValue: 'http://127.0.0.1:9' }];
  expect((await createAndList(variables)).state).toMatchObject({
    status: 'INVALID_ARGUMENT',
    message: expect.stringContaining('127.0.0.1:9 is not on the list of allowed hosts'),
  });
});

test('the banner names the base URL of the environment and does not call it real', async () => {
  const { url = '', accountSid = '', authToken = '' } = connector.simulator ?? {};
  const account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: `${url}/{product}` };
  const other = await start({ ...account, CONNECTOR_DATA: join(folder, 'other') });
  expect(banner(other)).toContain(`Connected to   ${url}/{product} (TWILIO_BASE_URL)`);
  expect(banner(other)).not.toContain('real');
  await other.stop();
});
