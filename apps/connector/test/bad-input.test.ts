import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BAD_REQUESTS } from './bad-requests.js';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

describe('bad input', () => {
  test.each(BAD_REQUESTS)(
    'a request with %s is refused with a reason, logged once and not sent to Twilio',
    async (_, path, init, status, reason) => {
      const before = bed.log.length;
      const answer = await bed.call(path, init);
      expect(answer.status).toBe(status);
      expect(answer.json.error).toMatchObject({ code: status, message: expect.stringMatching(/\w/) });
      expect(answer.json.error.details[0]).toMatchObject({ reason, domain: 'twilio-connector' });
      expect(answer.text).not.toMatch(/at .*\.(?:ts|js):\d+/);
      expect(bed.log.slice(before)).toHaveLength(1);
      expect(bed.simulator.journal.count).toBe(0);
      expect(answer.headers.get('x-twilio-requests')).toBe('0');
    },
  );

  test.each([10 * 1024 * 1024, 1024 * 1024 + 1])(
    'a body of %i bytes is refused, with and without a declared length',
    async (size) => {
      const big = JSON.stringify({ fields: { Body: 'x'.repeat(size) } });
      const declared = await bed.call('/entityTypes/Messages/entities', { method: 'POST', body: big });
      expect(declared.status).toBe(413);
      const stream = new Blob([big]).stream();
      const chunked = await bed.call('/entityTypes/Messages/entities', {
        method: 'POST',
        body: stream,
        duplex: 'half',
      } as RequestInit);
      expect(chunked.status).toBe(413);
      expect((await bed.call('/entityTypes')).status).toBe(200);
    },
  );

  test.each([
    ['no token', {}, '', 'TOKEN_MISSING'],
    ['a wrong token', { Authorization: 'Bearer wrong' }, '', 'TOKEN_INVALID'],
    ['a token in another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }, '', 'TOKEN_INVALID'],
    ['a token in the URL', {}, '?access_token=test-token-0123456789-abcdefghijk', 'TOKEN_IN_URL'],
    ['a token as an API key', {}, '?key=test-token-0123456789-abcdefghijk', 'TOKEN_MISSING'],
  ])('a call with %s is unauthenticated on every path', async (_, headers, query, reason) => {
    for (const path of [`/v2/${CONNECTION}/entityTypes`, `/v1/${CONNECTION}`, '/v2/nothing', '/v1/']) {
      const answer = await bed.request(path + query, { headers });
      expect(answer.status).toBe(401);
      expect(answer.json.error.details[0]).toMatchObject({ reason });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test.each([
    'GET /v2/../../etc/passwd HTTP/1.1',
    'GET //evil.example/v2 HTTP/1.1',
    'GET http://evil.example/v2/x HTTP/1.1',
    'GET /v2/projects/p/%0d%0aX:y HTTP/1.1',
    'GET /v2/projects/\u00ff HTTP/1.1',
    'NONSENSE',
    'GET * HTTP/1.1',
  ])('the raw request %j is refused and not sent to Twilio', async (line) => {
    const answer = await raw(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(/\.(?:ts|js):\d+/);
    expect(bed.simulator.journal.count).toBe(0);
  });

  test.each(['..', '%2e%2e', '.%2E', '%2e.'])('%s in a path is refused, even with a token', async (dots) => {
    const call = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';
    const path = `/v2/${CONNECTION}/entityTypes/Messages/entities/${dots}/${dots}/Calls/entities/${call}`;
    const answer = await raw(
      `DELETE ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${bed.token}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('INVALID_PATH');
    expect(bed.simulator.snapshot('Calls').some(({ sid }) => sid === call)).toBe(true);
  });

  test('a page size beyond the largest integer returns the largest page', async () => {
    const answer = await bed.call('/entityTypes/Recordings/entities?pageSize=99999999999999999999');
    expect(answer.status).toBe(200);
  });

  test('a cancelled call is logged as a warning, not as a server error', async () => {
    const held = bed.holdRequest('GET');
    const before = bed.log.length;
    const controller = new AbortController();
    const call = bed.call('/entityTypes/Calls/entities', { signal: controller.signal });
    await held.arrived;
    controller.abort();
    await expect(call).rejects.toThrow(/aborted/);
    await expect
      .poll(() => bed.log.slice(before).map((line) => JSON.parse(line) as unknown))
      .toMatchObject([{ level: 'warn', status: 499, reason: 'CANCELLED' }]);
    held.release();
  });

  test('a 401 from Twilio is returned without the header that a refused connector token has', async () => {
    bed.simulator.addFault({ kind: 'status', status: 401, count: 1 });
    const answer = await bed.call('/entityTypes/Calls/entities');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  test("Google's standard query parameters are accepted", async () => {
    const query =
      '?alt=json&prettyPrint=true&key=abc&fields=types&$.xgafv=2&quotaUser=u&uploadType=media&upload_protocol=raw&callback=f';
    const answer = await bed.call(`/entityTypes${query}`);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('\n  "types"');
  });
});

function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(bed.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(text, 'latin1'));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
