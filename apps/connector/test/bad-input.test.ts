import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, json, startTestBed, type TestBed } from './test-bed.js';

const SM = 'SM3ad97d41e786c02bca47c8ce1745053b';
const MESSAGE = { To: '+15550100001', Sender: '+15550100100', Body: 'x' };

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

/** Every bad request: what it asks, and what it is told. None reaches Twilio. */
const BAD: readonly (readonly [title: string, path: string, init: RequestInit, status: number, reason: string])[] = [
  ['malformed JSON', '/entityTypes/Messages/entities', { method: 'POST', body: '{"fields": {' }, 400, 'INVALID_JSON'],
  ['a body that is a list', '/entityTypes/Messages/entities', json([]), 400, 'INVALID_JSON'],
  ['a body that is a text', '/entityTypes/Messages/entities', json('x'), 400, 'INVALID_JSON'],
  ['fields that are a list', '/entityTypes/Messages/entities', json({ fields: [] }), 400, 'INVALID_INPUT'],
  ['no body', '/entityTypes/Messages/entities', { method: 'POST' }, 400, 'INVALID_INPUT'],
  ['unknown members', '/entityTypes/Messages/entities', json({ ...MESSAGE }), 400, 'UNKNOWN_FIELD'],
  [
    'unknown columns',
    '/entityTypes/Messages/entities',
    json({ fields: { ...MESSAGE, Nonsense: 1 } }),
    400,
    'INVALID_INPUT',
  ],
  [
    'a hostile column',
    '/entityTypes/Messages/entities',
    { method: 'POST', body: '{"fields": {"__proto__": {"To": "x"}}}' },
    400,
    'INVALID_INPUT',
  ],
  ['wrong types', '/entityTypes/Messages/entities', json({ fields: { ...MESSAGE, To: 5 } }), 400, 'INVALID_INPUT'],
  ['null', '/entityTypes/Messages/entities', json({ fields: { ...MESSAGE, Body: null } }), 400, 'INVALID_INPUT'],
  ['an unknown entity type', '/entityTypes/Nothing/entities', {}, 404, 'UNKNOWN_ENTITY_TYPE'],
  ['a name of the prototype', '/entityTypes/__proto__/entities', {}, 404, 'UNKNOWN_ENTITY_TYPE'],
  [
    'an operation that is not offered',
    '/entityTypes/Recordings/entities',
    json({ fields: {} }),
    400,
    'UNSUPPORTED_OPERATION',
  ],
  ['a malformed SID', '/entityTypes/Messages/entities/SM1', {}, 400, 'INVALID_KEY'],
  ["another resource's SID", '/entityTypes/Calls/entities/SM3ad97d41e786c02bca47c8ce1745053b', {}, 400, 'INVALID_KEY'],
  ['an encoded slash', '/entityTypes/Messages/entities/..%2F..%2FCalls', {}, 400, 'INVALID_PATH'],
  ['encoded dots', '/entityTypes/Messages/entities/%2e%2e%2f%2e%2e', {}, 400, 'INVALID_PATH'],
  ['an encoded line break', `/entityTypes/Messages/entities/${SM}%0d%0aX-Injected:%20y`, {}, 400, 'INVALID_KEY'],
  ['an encoded null', `/entityTypes/Messages/entities/${SM}%00`, {}, 400, 'INVALID_KEY'],
  ['a key with a query', `/entityTypes/Messages/entities/${SM}%3FPageSize=1`, {}, 400, 'INVALID_KEY'],
  ['broken percent-encoding', '/entityTypes/Messages/entities/%zz', {}, 400, 'INVALID_PATH'],
  ['a forged page token', '/entityTypes/Messages/entities?pageToken=Zm9yZ2Vk', {}, 400, 'INVALID_PAGE_TOKEN'],
  [
    'a page token with a host',
    `/entityTypes/Messages/entities?pageToken=${Buffer.from('[1,"x",25,"0","//evil.example",0]').toString('base64url')}`,
    {},
    400,
    'INVALID_PAGE_TOKEN',
  ],
  ['a negative page size', '/entityTypes/Messages/entities?pageSize=-1', {}, 400, 'INVALID_PAGE_SIZE'],
  ['a page size that is none', '/entityTypes/Messages/entities?pageSize=many', {}, 400, 'INVALID_PARAMETER'],
  [
    'a condition that cannot be read',
    "/entityTypes/Messages/entities?conditions=To%20=%20'x",
    {},
    400,
    'INVALID_CONDITION',
  ],
  [
    'an update of everything',
    '/entityTypes/Messages/entities:updateEntitiesWithConditions',
    json({ fields: { Body: '' } }),
    400,
    'INVALID_PARAMETER',
  ],
  [
    'a delete of everything',
    '/entityTypes/Messages/entities:deleteEntitiesWithConditions?conditions=%20',
    { method: 'POST' },
    400,
    'INVALID_PARAMETER',
  ],
  [
    'a wide delete',
    "/entityTypes/Messages/entities:deleteEntitiesWithConditions?conditions=To='x'",
    { method: 'POST' },
    400,
    'BULK_NOT_ALLOWED',
  ],
  ['sorting by two columns', '/entityTypes/Messages/entities?sortBy=DateSent&sortBy=Sid', {}, 400, 'INVALID_PARAMETER'],
  ['sorting by nothing', '/entityTypes/Messages/entities?sortBy=Nothing', {}, 400, 'INVALID_SORT'],
  ['another order', '/entityTypes/Messages/entities?sortBy=DateSent&sortOrder=UP', {}, 400, 'INVALID_PARAMETER'],
  [
    'a parameter given twice',
    '/entityTypes/Messages/entities?conditions=To=1&conditions=To=2',
    {},
    400,
    'INVALID_PARAMETER',
  ],
  [
    'text that is not UTF-8',
    '/entityTypes/Messages/entities',
    { method: 'POST', body: new Uint8Array([0x7b, 0xff, 0x7d]) },
    400,
    'INVALID_JSON',
  ],
  [
    'half a character',
    '/entityTypes/Messages/entities',
    json({ fields: { ...MESSAGE, Body: '\ud800' } }),
    400,
    'INVALID_INPUT',
  ],
  [
    'a body where there is none',
    `/entityTypes/Messages/entities/${SM}`,
    { method: 'DELETE', body: '{"x": 1}' },
    400,
    'UNKNOWN_FIELD',
  ],
  ['an unknown view', '/entityTypes?view=EVERYTHING', {}, 400, 'INVALID_PARAMETER'],
  ['another format', '/entityTypes?alt=media', {}, 400, 'INVALID_PARAMETER'],
  ['an unknown path', '/nothing', {}, 404, 'UNKNOWN_PATH'],
  ['a method that is not built', ':executeSqlQuery', json({ query: { query: 'select 1' } }), 501, 'UNIMPLEMENTED'],
  ['a verb that there is not', '/entityTypes', { method: 'PUT' }, 404, 'UNKNOWN_PATH'],
];

describe('bad input is refused with a reason, logged once, and never reaches Twilio', () => {
  test.each(BAD)('%s', async (_, path, init, status, reason) => {
    const before = bed.log.length;
    const answer = await bed.call(path, init);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatchObject({ code: status, message: expect.stringMatching(/\w/) });
    expect(answer.json.error.details[0]).toMatchObject({ reason, domain: 'twilio-connector' });
    expect(answer.text).not.toMatch(/at .*\.(?:ts|js):\d+/);
    expect(bed.log.slice(before)).toHaveLength(1);
    expect(bed.simulator.journal.count).toBe(0);
    expect(answer.headers.get('x-twilio-requests')).toBe('0');
  });

  test.each([10 * 1024 * 1024, 1024 * 1024 + 1])('a body of %i bytes, declared or not', async (size) => {
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
  });

  test.each([
    ['none', {}, '', 'TOKEN_MISSING'],
    ['a wrong one', { Authorization: 'Bearer wrong' }, '', 'TOKEN_INVALID'],
    ['another scheme', { Authorization: 'Basic dXNlcjpwYXNz' }, '', 'TOKEN_INVALID'],
    ['in the URL', {}, '?access_token=test-token-0123456789', 'TOKEN_IN_URL'],
    ['as a key', {}, '?key=test-token-0123456789', 'TOKEN_MISSING'],
  ])('a token: %s', async (_, headers, query, reason) => {
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
  ])('the raw request %j', async (line) => {
    const answer = await raw(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(/\.(?:ts|js):\d+/);
    expect(bed.simulator.journal.count).toBe(0);
  });

  test.each(['..', '%2e%2e', '.%2E', '%2e.'])('%s in a path is not followed, also with a token', async (dots) => {
    const call = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';
    const path = `/v2/${CONNECTION}/entityTypes/Messages/entities/${dots}/${dots}/Calls/entities/${call}`;
    const answer = await raw(
      `DELETE ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${bed.token}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('INVALID_PATH');
    expect(bed.simulator.snapshot('Calls').some(({ sid }) => sid === call)).toBe(true);
  });

  test('a page size beyond every integer is the largest page', async () => {
    const answer = await bed.call('/entityTypes/Recordings/entities?pageSize=99999999999999999999');
    expect(answer.status).toBe(200);
  });

  test('a caller who goes away is no failure of the server', async () => {
    bed.simulator.addFault({ kind: 'slow', ms: 3000, method: 'GET' });
    const before = bed.log.length;
    await expect(bed.call('/entityTypes/Calls/entities', { signal: AbortSignal.timeout(500) })).rejects.toThrow(
      /timeout/,
    );
    await expect
      .poll(() => bed.log.slice(before).map((line) => JSON.parse(line) as unknown), { timeout: 5000 })
      .toMatchObject([{ level: 'warn', status: 499, reason: 'CANCELLED' }]);
  });

  test("Twilio's refusal of the credentials does not look like a refusal of the token", async () => {
    bed.simulator.addFault({ kind: 'status', status: 401, count: 1 });
    const answer = await bed.call('/entityTypes/Calls/entities');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  });

  test('standard parameters of Google are tolerated', async () => {
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
