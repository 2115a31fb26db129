import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, openBrowser, ORIGIN, signIn } from '../browser.js';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from '../server-bed.js';

const LIST = '/v1/projects/local/locations/local/connections';
const VIEWER = ['roles/connectors.viewer', 'projects/local'] as const;
const SESSION = '/console/session';

let bed: ServerBed;
let browser: Browser;
beforeAll(async () => {
  bed = await startServerBed({ CONNECTOR_PUBLIC_HOSTS: 'Connector.example.com' });
  browser = await signIn(bed);
});
afterAll(() => bed.close());

describe('a request with the cookie of a session', () => {
  test('is answered if a page of the console makes it, without a token', async () => {
    expect((await browser.call(LIST)).status).toBe(200);
    const write = { method: 'POST', body: { permissions: ['connectors.entities.list'] } };
    expect((await browser.call('/cloudresourcemanager/v1/projects/local:testIamPermissions', write)).status).toBe(200);
  });

  test('is answered without Sec-Fetch-Site if its Origin is the address of the server', async () => {
    const { status } = await bed.call(`${ORIGIN}${LIST}`, { headers: { Cookie: browser.cookie(), Origin: ORIGIN } });
    expect(status).toBe(200);
  });

  test.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['from another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ['from the address bar or a bookmark', { 'Sec-Fetch-Site': 'none' }],
    ['from another site that claims our origin', { 'Sec-Fetch-Site': 'cross-site', Origin: ORIGIN }],
    ['with an empty Sec-Fetch-Site', { 'Sec-Fetch-Site': '', Origin: ORIGIN }],
    ['with two values of Sec-Fetch-Site', { 'Sec-Fetch-Site': 'same-origin, cross-site' }],
    ['without Sec-Fetch-Site and Origin', {}],
    ['without Sec-Fetch-Site, from another origin', { Origin: 'http://evil.example' }],
    ['without Sec-Fetch-Site, from another port', { Origin: 'http://127.0.0.1:8081' }],
    ['without Sec-Fetch-Site, from another scheme', { Origin: 'https://127.0.0.1:8080' }],
    ['without Sec-Fetch-Site, from a sandboxed page', { Origin: 'null' }],
  ])('is refused %s, for reads, writes and the session itself', async (_, headers: Record<string, string>) => {
    const sent = { headers: { Cookie: browser.cookie(), ...headers } };
    for (const [path, call] of [
      [LIST, sent],
      [`${LIST}?connectionId=c`, { ...sent, method: 'POST', body: {} }],
      [SESSION, sent],
      [SESSION, { ...sent, method: 'DELETE' }],
      [SESSION, { ...sent, method: 'POST', token: ADMINISTRATOR_TOKEN }],
      [SESSION, { ...sent, method: 'POST', body: { code: bed.signIn.issueCode() } }],
    ] as const) {
      const { status, reason, headers: answered } = await bed.call(`${ORIGIN}${path}`, call);
      expect([status, reason, answered.get('set-cookie')], path).toEqual([403, 'NOT_SAME_ORIGIN', null]);
    }
    expect((await browser.call(LIST)).status).toBe(200);
  });

  test.each([
    'http://evil.example:8080',
    'http://localhost.evil.example:8080',
    'http://connector.example.com.evil.net',
  ])('is refused at %s, a name that leads to this server without its knowledge', async (origin) => {
    const port = new URL(origin).port || '80';
    const headers = { Cookie: browser.cookie().replace('8080', port), 'Sec-Fetch-Site': 'same-origin', Origin: origin };
    expect((await bed.call(`${origin}${LIST}`, { headers })).reason).toBe('UNKNOWN_HOST');
    const post = { method: 'POST', token: ADMINISTRATOR_TOKEN, headers };
    expect((await bed.call(`${origin}${SESSION}`, post)).reason).toBe('UNKNOWN_HOST');
    // A page of such a name can also send any header of its own.
    const forged = { ...post, headers: { ...headers, 'X-Forwarded-Proto': 'https' } };
    expect((await bed.call(`${origin}${SESSION}`, forged)).reason).toBe('UNKNOWN_HOST');
  });

  test('is a call with the token if it has an Authorization header, even a wrong one', async () => {
    const viewer = await bed.token('header', VIEWER);
    const mine = await browser.call('/admin/v1/tokens', { token: viewer });
    expect([mine.status, mine.text]).toEqual([403, expect.stringContaining('token:header')]);
    for (const Authorization of ['Bearer wrong', 'Basic YTpi', 'Bearer']) {
      expect((await browser.call(LIST, { headers: { Authorization }, from: '192.0.2.9' })).reason).toBe(
        'TOKEN_INVALID',
      );
    }
  });

  test('is still refused with a token in its URL', async () => {
    expect((await browser.call(`${LIST}?access_token=x`)).reason).toBe('TOKEN_IN_URL');
  });

  test('does not count at /metrics, which names no connections then', async () => {
    await browser.call(`/v2/projects/local/locations/local/connections/twilio/entityTypes/Messages/entities`);
    const metrics = await browser.call('/metrics');
    expect(metrics.text).not.toContain('connections/twilio');
    expect((await bed.call('/metrics', { token: ADMINISTRATOR_TOKEN })).text).toContain('connections/twilio');
  });

  test('is never answered with a header that lets other origins read it', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'GET' };
      const answer = await browser.call(LIST, { method, headers });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the cookie', () => {
  test.each([
    ['http://127.0.0.1:8080', 'tc_8080', ''],
    ['http://localhost:8080', 'tc_8080', ''],
    ['http://[::1]:9000', 'tc_9000', ''],
    ['https://connector.example.com', '__Host-tc', ' Secure;'],
    ['https://192.0.2.1:8443', '__Host-tc', ' Secure;'],
  ])('at %s has the name %s and cannot be read by scripts or sent by other sites', async (origin, name, secure) => {
    const answer = await openBrowser(bed, origin).call(SESSION, { method: 'POST', token: ADMINISTRATOR_TOKEN });
    const pattern = new RegExp(String.raw`^${name}=[\w-]{43}; Path=/; HttpOnly;${secure} SameSite=Strict$`);
    expect(answer.headers.get('set-cookie')).toMatch(pattern);
    expect(answer.text).not.toMatch(/[\w-]{43}/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('is secure behind a proxy with TLS that names itself', async () => {
    const proxied = openBrowser(bed, 'http://connector.example.com');
    const headers = { 'X-Forwarded-Proto': 'https' };
    await proxied.call(SESSION, { method: 'POST', token: ADMINISTRATOR_TOKEN, headers });
    expect(proxied.cookie()).toMatch(/^__Host-tc=/);
    expect((await proxied.call(LIST, { headers })).status).toBe(200);
  });

  test.each(['http://connector.example.com', 'http://192.0.2.1:8080'])(
    'is not given to a browser that reached the server at %s, over http from another machine',
    async (origin) => {
      const answer = await openBrowser(bed, origin).call(SESSION, { method: 'POST', token: ADMINISTRATOR_TOKEN });
      expect([answer.status, answer.reason, answer.headers.get('set-cookie')]).toEqual([403, 'INSECURE_ORIGIN', null]);
    },
  );

  test('of another port of this machine is not read', async () => {
    const answer = await browser.call(LIST, { headers: { Cookie: browser.cookie().replace('8080', '8081') } });
    expect(answer.reason).toBe('TOKEN_MISSING');
  });

  test('is not read if another server of this machine added one of the same name', async () => {
    const planted = await signIn(bed, await bed.token('planted', VIEWER));
    for (const Cookie of [`${browser.cookie()}; ${planted.cookie()}`, `${planted.cookie()}; ${browser.cookie()}`]) {
      expect((await browser.call(LIST, { headers: { Cookie } })).reason).toBe('TOKEN_MISSING');
    }
  });

  test('that was planted before does not become that of the session, and its session ends', async () => {
    const planted = await signIn(bed, await bed.token('fixed', VIEWER));
    const victim = openBrowser(bed);
    const headers = { Cookie: planted.cookie() };
    await victim.call(SESSION, { method: 'POST', token: ADMINISTRATOR_TOKEN, headers });
    expect(victim.cookie()).not.toBe(planted.cookie());
    expect((await planted.call(LIST)).reason).toBe('SESSION_ENDED');
    for (const made of ['a'.repeat(43), 'short', '']) {
      const fixed = { Cookie: `tc_8080=${made}` };
      await victim.call(SESSION, { method: 'POST', token: ADMINISTRATOR_TOKEN, headers: fixed, from: '192.0.2.7' });
      expect(victim.cookie()).not.toBe(fixed.Cookie);
    }
  });
});
