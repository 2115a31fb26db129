import { describe, expect, test } from 'vitest';
import { compose } from '../runtime/compose.js';
import { createFirstConnection } from '../connections/first-connection.js';
import { openApp } from '../../test/app-bed.js';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const PATH = '/projects/p/locations/local/connections/twilio';

/** Opens the app without a socket. Requests to Twilio are counted and answered with an empty list. */
function open({ suspended = false, isStopping = (): boolean => false } = {}) {
  let sent = 0;
  const connection = { ...createFirstConnection({ accountSid: ACCOUNT }), suspended };
  const runtime = compose(connection, {
    credentials: { authToken: 'x' },
    fetch: async () => {
      sent += 1;
      return Response.json({ messages: [], next_page_uri: null });
    },
  });
  let authenticated = 0;
  const request = openApp(runtime, { isStopping, onAuthenticated: () => void (authenticated += 1) });
  const call = async (path: string, init: RequestInit = {}) => {
    const { status, json: body } = await request(path, init);
    return { status, body };
  };
  return { call, sent: () => sent, authenticated: () => authenticated };
}

describe('a suspended connection', () => {
  test('a suspended connection refuses calls without a request to Twilio, but can still be read', async () => {
    const { call, sent } = open({ suspended: true });
    for (const path of ['/entityTypes', '/entityTypes/Messages/entities', ':checkReadiness']) {
      const { status, body } = await call(`/v2${PATH}${path}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ status: 'FAILED_PRECONDITION', details: [{ reason: 'SUSPENDED' }, {}] });
    }
    expect(sent()).toBe(0);
    expect(await call(`/v1${PATH}`)).toMatchObject({ status: 200, body: { suspended: true } });
    expect(await call(`/v1${PATH}/connectionSchemaMetadata`)).toMatchObject({
      status: 200,
      body: { state: 'UPDATED' },
    });
  });

  test('a suspended connection refuses the Connectors task', async () => {
    const { call } = open({ suspended: true });
    const inputs = { method: 'POST', body: JSON.stringify({ operation: 'LIST_ENTITIES', entity: 'Calls' }) };
    const { body } = await call('/v2/projects/p/locations/local/integrations/ExecuteConnection:execute', inputs);
    expect(body.error.details[0]).toMatchObject({ reason: 'SUSPENDED' });
  });
});

test('a server that is stopping answers calls with 503', async () => {
  const { call, sent } = open({ isStopping: () => true });
  expect(await call(`/v2${PATH}/entityTypes`)).toMatchObject({ status: 503 });
  expect(sent()).toBe(0);
});

test('a call whose caller becomes known while the server stops is refused, since the server does not wait for it', async () => {
  let checks = 0;
  const { call, sent, authenticated } = open({ isStopping: () => (checks += 1) > 1 });
  expect(await call(`/v2${PATH}/entityTypes/Messages/entities`)).toMatchObject({ status: 503 });
  expect([checks, sent(), authenticated()]).toEqual([2, 0, 0]);
  const serving = open();
  await serving.call(`/v2${PATH}/entityTypes`);
  expect(serving.authenticated()).toBe(1);
});

test('one LIST call makes one request to Twilio', async () => {
  const { call, sent } = open();
  const { status, body } = await call(`/v2${PATH}/entityTypes/Messages/entities`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ entities: [], metadata: { twilio: { requests: 1 } } });
  expect(sent()).toBe(1);
});
