import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSecret } from '@twilio-connector/connection';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAllowedHosts } from '../../src/network/allowed-hosts.js';
import { createConnectionNodes } from '../../src/connections/connection-nodes.js';
import { createRuntimeSource } from '../../src/connections/runtime-source.js';
import { createConnectionValidator } from '../../src/connections/connection-validation.js';
import { ADMINISTRATOR_TOKEN, AUTH_TOKEN, CONNECTOR_VERSION, type ServerBed, startServerBed } from '../server-bed.js';

// The creator of a connection chooses where its requests go, but never a host that the operator has not allowed.

const token = ADMINISTRATOR_TOKEN;
const LIST = '/v2/projects/p/locations/local/connections/gateway/entityTypes/Messages/entities';

let bed: ServerBed;
let trap: Server;
let gateway: Server;
let trapPort: number;
let gatewayPort: number;
/** The requests that the trap received. */
const caught: string[] = [];
/** Answers a request to the gateway. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

beforeAll(async () => {
  trap = createServer((request, response) => {
    caught.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end('{}');
  });
  gateway = createServer((request, response) => answer(request, response));
  [trapPort, gatewayPort] = await Promise.all([listen(trap), listen(gateway)]);
  // Allows one port of this machine, besides the simulator that the server was started with.
  bed = await startServerBed({ CONNECTOR_ALLOWED_HOSTS: `127.0.0.1:${gatewayPort}` });
  const secret = { payload: { data: Buffer.from(AUTH_TOKEN).toString('base64') } };
  const post = (path: string, body: object) => bed.must(path, { method: 'POST', body });
  await post('/secretmanager/v1/projects/p/secrets?secretId=auth', { replication: { automatic: {} } });
  await post('/secretmanager/v1/projects/p/secrets/auth:addVersion', secret);
});
afterAll(async () => {
  await bed.close();
  trap.close();
  gateway.close();
});

function make(id: string, baseUrl: string) {
  const body = {
    connectorVersion: CONNECTOR_VERSION,
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: bed.simulator.accountSid,
        password: { secretVersion: 'projects/p/secrets/auth/versions/latest' },
      },
    },
    configVariables: [{ key: 'base_url', stringValue: baseUrl }],
  };
  return bed.call(`/v1/projects/p/locations/local/connections?connectionId=${id}`, { method: 'POST', token, body });
}

test('a base URL cannot reach a host that is not allowed', async () => {
  const trapUrl = `127.0.0.1:${trapPort}`;
  const urls = [
    `http://${trapUrl}`,
    `http://localhost:${trapPort}`,
    `http://[::1]:${trapPort}`,
    `http://[::ffff:127.0.0.1]:${trapPort}`,
    `http://127.1:${trapPort}`,
    `http://2130706433:${trapPort}`,
    `http://0x7f000001:${trapPort}`,
    `http://0177.0.0.1:${trapPort}`,
    `http://0.0.0.0:${trapPort}`,
    `http://127.0.0.1:${gatewayPort}@${trapUrl}`,
    `http://${trapUrl}#@127.0.0.1:${gatewayPort}`,
    `http://${trapUrl}?@127.0.0.1:${gatewayPort}`,
    `http://${trapUrl}\\@127.0.0.1:${gatewayPort}`,
    `http://${trapUrl}\\.twilio.com`,
    `http://${trapUrl}/.twilio.com`,
    `http://{product}`,
    `http://{product}:${trapPort}`,
    `http://{product}.0.0.1:${trapPort}`,
    'http://{product}{product}.twilio.com.evil.example',
    'https://{product}twilio.com',
    'https://api.twilio.com.evil.example',
    'https://twilio.com',
    'https://eviltwilio.com',
    'https://api.twilio.com@evil.example',
    // The host is allowed, the user is not.
    `http://user@127.0.0.1:${gatewayPort}`,
    'https://user@api.twilio.com',
    'https://:secret@api.twilio.com',
    'https://user:secret@{product}.twilio.com',
    'https://evil.example/https://api.twilio.com',
    'https://evil.example',
    'http://169.254.169.254',
    'http://169.254.169.254.nip.io',
    'http://metadata.google.internal',
    'http://[fd00:ec2::254]',
    'http://[::ffff:a9fe:a9fe]',
    'file:///etc/passwd',
    'ftp://api.twilio.com',
    'https://api.twilio.com。evil.example',
    'https://api.twilio.com%2eevil.example',
    ` http://${trapUrl}`,
    `http://${trapUrl}\t`,
    `http:/\n/${trapUrl}`,
  ];
  for (const [index, url] of urls.entries()) {
    const { status, json } = await make(`c${index}`, url);
    expect(status, url).toBe(400);
    expect(JSON.stringify(json.error.details), url).toContain('configVariables');
  }
  expect(caught).toEqual([]);
});

test('redirects and page links of a host do not send requests or credentials to another host', async () => {
  answer = (_request, response) => response.end('{"messages":[],"meta":{}}');
  expect((await make('gateway', `http://127.0.0.1:${gatewayPort}`)).status).toBe(200);
  const elsewhere = `http://127.0.0.1:${trapPort}/stolen`;
  for (const status of [301, 302, 303, 307, 308]) {
    answer = (_request, response) => response.writeHead(status, { Location: elsewhere }).end();
    expect((await bed.call(LIST, { token })).status).not.toBe(200);
    expect(
      (
        await bed.call(LIST, {
          method: 'POST',
          token,
          body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'x' } },
        })
      ).status,
    ).not.toBe(200);
    const media = { MessageSid: `MM${'0'.repeat(32)}`, Sid: `ME${'0'.repeat(32)}` };
    const path = '/v2/projects/p/locations/local/connections/gateway/actions/DownloadMedia:execute';
    const { status: got } = await bed.call(path, { method: 'POST', token, body: { parameters: media } });
    expect(got).not.toBe(200);
  }
  // A page link to another host is followed at the original host.
  let pages = 0;
  answer = (_request, response) => {
    pages += 1;
    const link = `${elsewhere}?Page=1&PageToken=PAx`;
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({ messages: [], next_page_uri: pages < 3 ? link : null, meta: { next_page_url: link } }),
    );
  };
  await bed.call(`${LIST}?pageSize=2`, { token });
  await bed.call(LIST.replace('Messages', 'Services'), { token });
  expect(caught).toEqual([]);
});

test('the parameters of ExecuteRequest and executeHttpRequest cannot reach another host', async () => {
  answer = (_request, response) => response.end('{}');
  const path = '/v1/projects/p/locations/local/connections/gateway?updateMask=configVariables';
  const stringValue = `http://127.0.0.1:${gatewayPort}/{product}`;
  const configVariables = [
    { key: 'base_url', stringValue },
    { key: 'allowed_actions', stringValue: '*' },
  ];
  await bed.must(path, { method: 'PATCH', body: { configVariables } });
  const execute = '/v2/projects/p/locations/local/connections/gateway/actions/ExecuteRequest:execute';
  const evil = `127.0.0.1:${trapPort}`;
  const asks = [
    { Path: `//${evil}/v1/x` },
    { Path: `http://${evil}/v1/x` },
    { Path: `/v1/x@${evil}/` },
    { Path: `/v1/\\\\${evil}/` },
    { Path: `/v1/../../../x` },
    { Path: `/v1/%2e%2e/%2e%2e/x` },
    { Product: `${evil}/`, Path: '/v1/x' },
    { Product: '..', Path: '/v1/x' },
    { Product: `x@${evil}`, Path: '/v1/x' },
    { Path: '/v1/x\r\nHost: evil' },
  ];
  for (const parameters of asks) {
    await bed.call(execute, { method: 'POST', token, body: { parameters: { Method: 'GET', ...parameters } } });
  }
  const urls = [
    `https://${evil}/v1/x`,
    'https://api.twilio.com.evil.example/v1/x',
    `https://api.twilio.com@${evil}/v1/x`,
  ];
  for (const url of urls) {
    const asked = await bed.call(execute.replace('/actions/ExecuteRequest:execute', ':executeHttpRequest'), {
      method: 'POST',
      token,
      body: { url },
    });
    expect(asked.status, url).toBe(400);
  }
  expect(caught).toEqual([]);
});

test('a connection whose host is no longer allowed does not read its secret', async () => {
  const [connection] = (await bed.services.connections.list('p', 'local')).map((one) => ({
    ...one,
    configVariables: [{ key: 'base_url', stringValue: 'https://gateway.example.com' }],
  }));
  if (!connection) throw new Error('Connection not found.');
  const read: string[] = [];
  const source = createRuntimeSource({
    secrets: { resolve: async () => createSecret('secret') },
    validator: createConnectionValidator({
      ...createAllowedHosts([]),
      mayAccessSecrets: async () => true,
    }),
    nodes: createConnectionNodes(),
    onSecret: (_user, secret) => void read.push(secret),
    client: {},
  });
  await expect(source.compose(connection)).rejects.toThrow('is not on the list of allowed hosts');
  await expect(source.secretDigest(connection)).rejects.toThrow('CONNECTOR_ALLOWED_HOSTS');
  expect(read).toEqual([]);
});

test('an invalid allow-list is refused without repeating its value', async () => {
  for (const key of ['allowed_operations', 'allowed_actions']) {
    const stringValue = 'c4nary-not-a-name';
    const answer = await bed.call('/v1/projects/p/locations/local/connections?connectionId=list', {
      method: 'POST',
      token,
      body: { configVariables: [{ key, stringValue }] },
    });
    expect(answer.text).toContain('configVariables[0].stringValue');
    expect(answer.text).not.toContain(stringValue);
  }
});
