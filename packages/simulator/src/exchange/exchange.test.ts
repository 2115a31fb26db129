import { describe, expect, test } from 'vitest';
import { basic, simulate, START } from '../../test/simulate.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const LIST = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };

describe('credentials', () => {
  test.each([
    ['no credentials', undefined],
    ['a wrong token', basic(ACCOUNT, 'wrong')],
    ['an empty token', basic(ACCOUNT, '')],
    ['an unknown user', basic('AC1', 'simulator')],
    ['the name of an inherited object property', basic('constructor', 'x')],
    ['a bearer token', 'Bearer simulator'],
    ['invalid Base64', 'Basic ???'],
  ])('a request with %s fails with code 20003', async (_, authorization) => {
    const { send, simulator } = simulate();
    const response = await send(LIST, { headers: authorization ? { Authorization: authorization } : {} });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
    expect(await response.json()).toEqual({
      code: 20_003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    });
    expect(simulator.journal.requests()).toEqual([{ method: 'GET', path: LIST, status: 401 }]);
  });

  test('the account and API keys can log in', async () => {
    const accountSid = `AC${'1'.repeat(32)}`;
    const { send } = simulate({ accountSid, authToken: 'a:b', apiKeys: { SK1: 'secret' } });
    const path = LIST.replace(ACCOUNT, accountSid);
    const statusWith = async (Authorization: string) => (await send(path, { headers: { Authorization } })).status;
    expect(await statusWith(basic(accountSid, 'a:b'))).toBe(200);
    expect(await statusWith(basic('SK1', 'secret'))).toBe(200);
    expect(await statusWith(basic('SK1', 'a:b'))).toBe(401);
    const strange = simulate({ apiKeys: { SK1: 'SK12' } });
    const noColon = `Basic ${Buffer.from('SK12').toString('base64')}`;
    expect((await strange.send(LIST, { headers: { Authorization: noColon } })).status).toBe(401);
  });

  test('an account of someone else is not found', async () => {
    const { send } = simulate();
    const response = await send(LIST.replace('AC0', 'AC9'));
    expect([response.status, await response.json()]).toMatchObject([404, { code: 20_404 }]);
  });
});

test('journal entries name the product unless it is api', async () => {
  const { simulator, ask, get } = simulate();
  await ask('GET', 'messaging', '/v1/Services');
  await ask('GET', 'verify', '/v2/Services/VA0');
  await get('/Calls.json');
  expect(simulator.journal.requests()).toEqual([
    { method: 'GET', path: '/v1/Services', status: 200, product: 'messaging' },
    { method: 'GET', path: '/v2/Services/VA0', status: 404, product: 'verify' },
    { method: 'GET', path: LIST.replace('Messages', 'Calls'), status: 200 },
  ]);
});

describe('responses', () => {
  test('response headers carry the request ID, the number of requests in flight and the duration', async () => {
    const { get } = simulate({ latencyMs: 250 });
    const [first, second] = await Promise.all([get('/Calls.json'), get('/Calls.json')]);
    const header = (name: string) => [first, second].map(({ headers }) => headers.get(name));
    expect(new Set(header('twilio-request-id')).size).toBe(2);
    expect(header('twilio-request-id')[0]).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(header('twilio-concurrent-requests')).toEqual(['1', '2']);
    expect(Number(header('twilio-request-duration')[0])).toBeGreaterThanOrEqual(0.25);
    const alone = await get('/Calls.json');
    expect(alone.headers.get('twilio-concurrent-requests')).toBe('1');
  });

  test('entities, lists and errors are XML when the path does not end with .json', async () => {
    const { send } = simulate();
    const sid = 'SM3ad97d41e786c02bca47c8ce1745053b';
    const entity = await send(LIST.replace('.json', `/${sid}`));
    expect(entity.headers.get('content-type')).toBe('application/xml');
    expect(await entity.text()).toContain(`<TwilioResponse><Message><Body>To be redacted</Body>`);
    const list = await (await send(`${LIST.replace('.json', '.xml')}?PageSize=1`)).text();
    expect(list).toMatch(/<Messages [^>]*pagesize="1"[^>]*><Message><Body>To be redacted<\/Body>/);
    const missing = await (await send(LIST.replace('.json', '/SM0'))).text();
    expect(missing).toContain('<TwilioResponse><RestException><Code>20404</Code>');
  });

  test('a 404 error names the path, and an unsupported method fails with code 20004', async () => {
    const { send } = simulate();
    const missing = await (await send('/2010-04-01/nothing.json')).json();
    expect(missing).toMatchObject({ message: 'The requested resource /2010-04-01/nothing.json was not found' });
    const refused = await send(LIST, { method: 'PUT' });
    expect([refused.status, await refused.json()]).toMatchObject([405, { code: 20_004 }]);
  });
});

describe('faults', () => {
  const stored = (simulated: ReturnType<typeof simulate>) => simulated.simulator.snapshot('Messages').length;
  const before = 201;

  test('the `status` fault returns Twilio’s code for the status and does not process the request', async () => {
    const simulated = simulate({
      faults: [
        { kind: 'status', status: 503, count: 1 },
        { kind: 'status', count: 1 },
      ],
    });
    expect(await simulated.post('/Messages.json', MESSAGE)).toMatchObject({ status: 503, body: { code: 20_503 } });
    expect(await simulated.post('/Messages.json', MESSAGE)).toMatchObject({ status: 500, body: { code: 20_500 } });
    expect(stored(simulated)).toBe(before);
    expect((await simulated.post('/Messages.json', MESSAGE)).status).toBe(201);
  });

  test.each([
    ['reset', before],
    ['dropAfterProcessing', before + 1],
  ] as const)('the fault %s cuts the connection', async (kind, count) => {
    const simulated = simulate({ faults: [{ kind }] });
    const body = new URLSearchParams(MESSAGE);
    const headers = { Authorization: basic(ACCOUNT, 'simulator') };
    const response = await simulated.send(LIST, { method: 'POST', body, headers });
    expect(response.type).toBe('error');
    expect(stored(simulated)).toBe(count);
    expect(simulated.simulator.journal.requests()).toEqual([{ method: 'POST', path: LIST, status: 0 }]);
  });

  test('the `truncate` fault processes the request and cuts the response body in half', async () => {
    const simulated = simulate({ faults: [{ kind: 'truncate' }] });
    const body = new URLSearchParams(MESSAGE);
    const headers = { Authorization: basic(ACCOUNT, 'simulator') };
    const response = await simulated.send(LIST, { method: 'POST', body, headers });
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    expect(value!.length).toBe(Math.floor(Number(response.headers.get('content-length')) / 2));
    await expect(reader.read()).rejects.toThrow('cut');
    expect(stored(simulated)).toBe(before + 1);
    const gone = await simulated.send(LIST.replace('.json', '/SM3ad97d41e786c02bca47c8ce1745053b.json'), {
      method: 'DELETE',
      headers,
    });
    expect(gone.type).toBe('error');
    expect(stored(simulated)).toBe(before);
  });

  test('the `slow` fault adds its delay to the latency', async () => {
    const { get, waits } = simulate({
      latencyMs: 5,
      faults: [
        { kind: 'slow', ms: 70, count: 1 },
        { kind: 'slow', count: 1 },
      ],
    });
    for (let times = 0; times < 3; times++) expect((await get('/Calls.json')).status).toBe(200);
    expect(waits).toEqual([75, 1005, 5]);
  });

  test('the X-Simulator-Fault header injects a fault, and an invalid header fails with 400', async () => {
    const { send, simulator } = simulate();
    const ask = async (fault: string) => {
      const headers = { Authorization: basic(ACCOUNT, 'simulator'), 'X-Simulator-Fault': fault };
      const response = await send(LIST, { headers });
      return response.type === 'error'
        ? [0, '']
        : [response.status, ((await response.json()) as { message: string }).message];
    };
    expect(await ask('status=418')).toEqual([418, 'Bad request']);
    expect(await ask('reset')).toEqual([0, '']);
    for (const nonsense of ['nonsense', 'status=9000', '', '{"kind":"reset"}']) {
      expect(await ask(nonsense)).toEqual([400, expect.stringMatching(/^A fault's .+ must be/)]);
    }
    expect(simulator.journal.count).toBe(6);
  });
});

test('requests over the rate limit fail with 429 and are not processed until one second has passed', async () => {
  const { simulator, get, post } = simulate({ rate: 2 });
  expect((await get('/Calls.json')).status).toBe(200);
  expect((await get('/Calls.json')).status).toBe(200);
  expect(await post('/Messages.json', MESSAGE)).toMatchObject({ status: 429, body: { code: 20_429 } });
  expect(simulator.snapshot('Messages')).toHaveLength(201);
  simulator.advance(999);
  expect((await get('/Calls.json')).status).toBe(429);
  simulator.advance(1);
  expect([(await get('/Calls.json')).status, (await get('/Calls.json')).status]).toEqual([200, 200]);
  simulator.reset();
  expect((await post('/Messages.json', MESSAGE)).status).toBe(201);
  expect(simulator.snapshot('Messages').at(-1)).toMatchObject({ date_created: START });
});
