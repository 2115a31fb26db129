import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, AUTH_TOKEN, CONNECTOR_VERSION, type ServerBed, startServerBed } from '../server-bed.js';

// A gateway may repeat the credentials that it was called with anywhere in its answer. Readers of a connection never see them.

const token = ADMINISTRATOR_TOKEN;
const PARENT = '/v1/projects/p/locations/local';
const ACTION = '/v2/projects/p/locations/local/connections/gateway/actions/DownloadRecording:execute';

let bed: ServerBed;
let gateway: Server;
let port: number;
/** The media type of the gateway's answers. */
let toType: (login: string) => string = () => 'audio/mpeg';
let status = 200;

beforeAll(async () => {
  gateway = createServer((request, response) => {
    const login = request.headers.authorization ?? '';
    response.writeHead(status, { 'content-type': toType(login), 'twilio-request-id': login, 'x-login': login });
    const said = `<${login}> <${AUTH_TOKEN}> <${encodeURIComponent(login)}>`;
    response.write(said.slice(0, 30));
    setImmediate(() => response.end(said.slice(30)));
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  ({ port } = gateway.address() as AddressInfo);
  bed = await startServerBed({ CONNECTOR_ALLOWED_HOSTS: `127.0.0.1:${port}` });
  const secret = { payload: { data: Buffer.from(AUTH_TOKEN).toString('base64') } };
  const post = (path: string, body: object) => bed.must(path, { method: 'POST', body });
  await post('/secretmanager/v1/projects/p/secrets?secretId=auth', { replication: { automatic: {} } });
  await post('/secretmanager/v1/projects/p/secrets/auth:addVersion', secret);
  await make(`http://127.0.0.1:${port}/{product}`);
});
afterAll(async () => {
  await bed.close();
  gateway.close();
});

function make(baseUrl: string) {
  const body = {
    connectorVersion: CONNECTOR_VERSION,
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: bed.simulator.accountSid,
        password: { secretVersion: 'projects/p/secrets/auth/versions/latest' },
      },
    },
    configVariables: [
      { key: 'base_url', stringValue: baseUrl },
      { key: 'allowed_actions', stringValue: '*' },
    ],
  };
  return bed.call(`${PARENT}/connections?connectionId=gateway`, { method: 'POST', token, body });
}

const download = () =>
  bed.call(ACTION, { method: 'POST', token, body: { parameters: { Sid: `RE${'0'.repeat(32)}`, Format: 'mp3' } } });

/** The credentials, in the encodings that an answer could show. */
function expectNoCredentials(text: string): void {
  const login = Buffer.from(`${bed.simulator.accountSid}:${AUTH_TOKEN}`).toString('base64');
  for (const secret of [AUTH_TOKEN, login, login.slice(60, -4)]) expect(text).not.toContain(secret);
}

test.each<[string, (login: string) => string, string | null]>([
  ['a media type', () => 'audio/mpeg', 'audio/mpeg'],
  ['the login', (login) => login, null],
  ['a media type with the token', () => `audio/${AUTH_TOKEN}`, null],
])('a download whose body repeats the credentials and whose type is %s shows none', async (_what, toGiven, shown) => {
  toType = toGiven;
  const answer = await download();
  expect(answer.status).toBe(200);
  const [{ Content, ContentType }] = answer.json.results;
  expect(ContentType).toBe(shown);
  expect(Buffer.from(Content, 'base64').toString()).toBe('<Basic [secret]> <[secret]> <Basic%20[secret]>');
  expectNoCredentials(answer.text + JSON.stringify([...answer.headers]));
});

test('an error that repeats the credentials in its headers and body shows none', async () => {
  status = 418;
  toType = (login) => login;
  const answer = await download();
  status = 200;
  expect(answer.text).toContain('418');
  expectNoCredentials(answer.text + JSON.stringify([...answer.headers]) + bed.log.join('\n'));
});

test.each(['http://api.twilio.com', 'http://{product}.twilio.com'])(
  'a connection whose base URL is %s is refused, because it would send the credentials unencrypted',
  async (baseUrl) => {
    const answer = await make(baseUrl);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('configVariables[0].stringValue would send the credentials to Twilio unencrypted');
  },
);
