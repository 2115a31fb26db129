import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Browser, openBrowser, ORIGIN, signIn } from '../browser.js';
import { startOidcIssuer } from '../oidc-issuer.js';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from '../server-bed.js';

const LIST = '/v1/projects/p/locations/local/connections';
const SESSION = '/console/session';
const SET_POLICY = '/cloudresourcemanager/v1/projects/p:setIamPolicy';
const VIEWER = ['roles/connectors.viewer', 'projects/p'] as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let bed: ServerBed;
beforeEach(async () => {
  // Requests still take real time; only the two clocks stand still until a test moves them.
  vi.useFakeTimers({ now: Date.parse('2026-11-30T12:00:00Z'), toFake: ['Date', 'performance'] });
  bed = await startServerBed();
});
afterEach(async () => {
  vi.useRealTimers();
  await bed.close();
});

const post = (call: object) => ({ method: 'POST', ...call });

/** What becomes of a session that has ended: calls are refused, and the browser learns that it is signed out. */
async function expectEnded(browser: Browser): Promise<void> {
  expect(await browser.call(LIST)).toMatchObject({ status: 401, reason: 'SESSION_ENDED' });
  const answer = await browser.call(SESSION);
  expect([answer.status, answer.json]).toEqual([200, { signedIn: false }]);
  expect(browser.cookie()).toBe('');
  expect((await browser.call(LIST)).reason).toBe('TOKEN_MISSING');
}

test('a browser without a session is told so with 200, and signs in, asks and signs out', async () => {
  const browser = openBrowser(bed);
  expect(await browser.call(SESSION)).toMatchObject({ status: 200, json: { signedIn: false } });
  const session = { signedIn: true, member: 'administrator', createTime: '2026-11-30T12:00:00.000Z' };
  const signedIn = { status: 200, json: { ...session, expireTime: '2026-12-01T00:00:00.000Z' } };
  expect(await browser.call(SESSION, post({ token: ADMINISTRATOR_TOKEN }))).toMatchObject(signedIn);
  expect(await browser.call(SESSION)).toMatchObject(signedIn);
  const kept = browser.cookie();
  expect(await browser.call(SESSION, { method: 'DELETE' })).toMatchObject({ status: 200, json: { signedIn: false } });
  expect(browser.cookie()).toBe('');
  expect((await browser.call(LIST, { headers: { Cookie: kept } })).reason).toBe('SESSION_ENDED');
});

test('a session ends after an hour without use, and after twelve hours in any case', async () => {
  const [used, idle] = [await signIn(bed), await signIn(bed)];
  vi.advanceTimersByTime(59 * MINUTE_MS);
  expect((await used.call(LIST)).status).toBe(200);
  vi.advanceTimersByTime(MINUTE_MS);
  await expectEnded(idle);
  for (let uses = 0; uses < 11; uses += 1) {
    expect((await used.call(LIST)).status, `after ${uses + 1} hours`).toBe(200);
    vi.advanceTimersByTime(HOUR_MS - MINUTE_MS);
  }
  expect((await used.call(LIST)).status).toBe(200);
  vi.advanceTimersByTime(11 * MINUTE_MS);
  await expectEnded(used);
});

test('a session ends at once when its token is revoked, in every browser, and not those of other tokens', async () => {
  const token = await bed.token('first', VIEWER);
  const [one, two, other] = [await signIn(bed, token), await signIn(bed, token), await signIn(bed)];
  expect((await one.call(LIST)).status).toBe(200);
  await bed.must('/admin/v1/tokens/first', { method: 'DELETE' });
  await expectEnded(one);
  await expectEnded(two);
  expect((await other.call(LIST)).status).toBe(200);
  expect((await openBrowser(bed).call(SESSION, post({ token }))).reason).toBe('TOKEN_REVOKED');
});

test('a session ends with its token, even if it has been used just now', async () => {
  const body = { name: 'brief', expireTime: '2026-11-30T12:10:00Z', bindings: [] };
  const browser = await signIn(bed, String((await bed.must('/admin/v1/tokens', post({ body }))).token));
  expect((await browser.call(SESSION)).json.expireTime).toBe('2026-11-30T12:10:00.000Z');
  vi.advanceTimersByTime(10 * MINUTE_MS);
  await expectEnded(browser);
});

test('a session of an identity token ends when the token expires', async () => {
  const issuer = await startOidcIssuer();
  onTestFinished(async () => void (await issuer.close()));
  const open = await startServerBed(issuer.env);
  onTestFinished(() => open.close());
  const claims = { email: 'ann@example.com', email_verified: true, exp: Date.now() / 1000 + 600 };
  const browser = await signIn(open, await issuer.sign(claims));
  expect((await browser.call(SESSION)).json.member).toBe('user:ann@example.com');
  vi.advanceTimersByTime(10 * MINUTE_MS);
  await expectEnded(browser);
});

test('a session has the roles that its member has now', async () => {
  const browser = await signIn(bed, await bed.token('roles', VIEWER));
  expect((await browser.call(LIST)).status).toBe(200);
  await bed.must(SET_POLICY, post({ body: { policy: { bindings: [] } } }));
  expect((await browser.call(LIST)).reason).toBe('PERMISSION_DENIED');
});

test('sessions outlive a restart, but not a change of the administrator’s token', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-sessions-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const start = (token: string) => startServerBed({ CONNECTOR_DATA: folder, CONNECTOR_TOKEN: token });
  const first = await start('first-administrator-token-0123456789');
  const { cookie } = await signIn(first, 'first-administrator-token-0123456789');
  await first.close();
  const headers = { Cookie: cookie(), 'Sec-Fetch-Site': 'same-origin' };
  for (const [token, status] of [
    ['first', 200],
    ['other', 401],
  ] as const) {
    const restarted = await start(`${token}-administrator-token-0123456789`);
    expect((await restarted.call(`${ORIGIN}${LIST}`, { headers })).status, token).toBe(status);
    await restarted.close();
  }
});

test('a code signs the administrator in once', async () => {
  const code = bed.signIn.issueCode();
  const browser = openBrowser(bed);
  expect((await browser.call(SESSION, post({ body: { code } }))).json).toMatchObject({ member: 'administrator' });
  expect((await browser.call('/admin/v1/tokens')).status).toBe(200);
  const again = openBrowser(bed);
  expect(await again.call(SESSION, post({ body: { code } }))).toMatchObject({ status: 401, reason: 'CODE_INVALID' });
  expect(again.cookie()).toBe('');
});

test('a code that many browsers send at the same time signs in one of them', async () => {
  const code = bed.signIn.issueCode();
  const browsers = Array.from({ length: 5 }, () => openBrowser(bed));
  const answers = await Promise.all(
    browsers.map((one, index) => one.call(SESSION, post({ body: { code }, from: `192.0.2.${index}` }))),
  );
  expect(Map.groupBy(answers, ({ status }) => status).get(200)).toHaveLength(1);
  expect(browsers.filter(({ cookie }) => cookie() !== '')).toHaveLength(1);
});

test('a code is valid for ten minutes', async () => {
  const [kept, expired] = [bed.signIn.issueCode(), bed.signIn.issueCode()];
  vi.advanceTimersByTime(10 * MINUTE_MS - 1);
  expect((await openBrowser(bed).call(SESSION, post({ body: { code: kept } }))).status).toBe(200);
  vi.advanceTimersByTime(1);
  expect((await openBrowser(bed).call(SESSION, post({ body: { code: expired } }))).reason).toBe('CODE_INVALID');
});

test('a body that is too large for a code is refused, because its client has no token yet', async () => {
  const answer = await openBrowser(bed).call(SESSION, post({ body: { code: 'x'.repeat(5000) } }));
  expect([answer.status, answer.reason]).toEqual([400, 'INVALID_INPUT']);
});

test.each([[{ code: 7 }], [{ code: null }], [{ code: {} }], [{ token: ADMINISTRATOR_TOKEN }]])(
  'the body %j signs nobody in',
  async (body) => {
    const browser = openBrowser(bed);
    expect((await browser.call(SESSION, post({ body }))).status).toBe(400);
    expect(browser.cookie()).toBe('');
  },
);
