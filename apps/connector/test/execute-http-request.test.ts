import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { json, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
let strict: TestBed;
beforeAll(async () => {
  [bed, strict] = await Promise.all([startTestBed({ CONNECTOR_ALLOWED_ACTIONS: 'ExecuteRequest' }), startTestBed()]);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => Promise.all([bed.close(), strict.close()]));

const own = () => `https://api.twilio.com/2010-04-01/Accounts/${bed.simulator.accountSid}`;
const execute = async (body: object) => (await bed.call(':executeHttpRequest', json(body))).json;
const decode = ({ body }: { body: string }) => JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as unknown;

test('executeHttpRequest sends the query and the form of a request to the account of the connection', async () => {
  const list = await execute({ url: `${own()}/Messages.json?PageSize=1`, httpMethod: 'HTTP_METHOD_GET' });
  expect(list).toMatchObject({ statusCode: 200, reason: 'OK' });
  expect(decode(list as { body: string })).toMatchObject({ messages: { length: 1 }, page_size: 1 });
  const created = await execute({
    url: `${own()}/Messages.json`,
    httpMethod: 'HTTP_METHOD_POST',
    headers: [{ key: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    rawBody: Buffer.from('To=%2B15550100001&From=%2B15550100100&Body=Hello').toString('base64'),
  });
  expect(created.statusCode).toBe(201);
  expect(bed.simulator.snapshot('Messages').at(-1)).toMatchObject({ body: 'Hello' });
});

test('executeHttpRequest removes the auth token from the account resource', async () => {
  const account = await execute({ url: `${own()}.json` });
  expect(decode(account as { body: string })).toMatchObject({ sid: bed.simulator.accountSid, status: 'active' });
  expect(decode(account as { body: string })).not.toHaveProperty('auth_token');
});

test('executeHttpRequest returns an error response of Twilio as a result', async () => {
  const missing = await execute({ url: `${own()}/Calls/CA${'0'.repeat(32)}.json` });
  expect(missing).toMatchObject({ statusCode: 404, reason: 'Not Found' });
  expect(decode(missing as { body: string })).toMatchObject({ code: 20404, status: 404 });
});

test.each([
  [{}, 'url must be an absolute Twilio URL'],
  [{ url: 'https://example.com/2010-04-01/Accounts.json' }, 'url must be an absolute Twilio URL'],
  [{ url: 'https://api.twilio.com.example.com/v1/x' }, 'url must be'],
  [{ url: 'http://api.twilio.com/2010-04-01/Accounts.json' }, 'url must be'],
  [{ url: 'https://user:secret@api.twilio.com/v1/x' }, 'url must be'],
  [{ url: 'https://api.twilio.com:444/v1/x' }, 'url must be'],
  [
    { url: `https://api.twilio.com/2010-04-01/Accounts/AC${'9'.repeat(32)}/Calls.json` },
    "must refer only to the connection's account, as {AccountSid}",
  ],
  [
    { url: 'https://api.twilio.com/2010-04-01/Accounts.json' },
    "must refer only to the connection's account, as {AccountSid}",
  ],
  [
    { url: `https://api.twilio.com/2010-04-01/Accounts;x/AC${'9'.repeat(32)}/Calls.json` },
    "must refer only to the connection's account, as {AccountSid}",
  ],
  [{ url: `https://api.twilio.com/2010-04-01/Accounts/x/%2e%2e/AC${'9'.repeat(32)}/Calls.json` }, 'must refer only to'],
  [
    { url: `https://insights.twilio.com/v1/Voice/Summaries?Subaccount=AC${'9'.repeat(32)}` },
    'must not contain an account SID',
  ],
  [
    { url: `https://insights.twilio.com/v1/Voice/Summaries?Subaccount=%41%43${'9'.repeat(32)}` },
    'must not contain an account SID',
  ],
  [
    {
      url: 'https://api.twilio.com/v1/x',
      httpMethod: 'HTTP_METHOD_POST',
      rawBody: Buffer.from(`AccountSid=%41C${'9'.repeat(32)}`).toString('base64'),
    },
    'Form must not contain an account SID',
  ],
  [{ url: 'https://api.twilio.com\\@example.com/v1/x' }, 'must start with a version'],
  [{ url: 'https://api.twilio.com./v1/x' }, 'url must be'],
  [{ url: 'https://example.com#.twilio.com/v1/x' }, 'url must be'],
  [{ url: 'https://www.twilio.com/v1/x' }, 'Product must be one of'],
  [{ url: 'https://api.twilio.com/v1/x', httpMethod: 'HTTP_METHOD_PATCH' }, 'httpMethod must be one of'],
  [
    { url: 'https://api.twilio.com/v1/x', headers: [{ key: 'Authorization', value: 'x' }] },
    'The member headers must be a list that contains only Accept and Content-Type: application/x-www-form-urlencoded.',
  ],
  [{ url: 'https://api.twilio.com/v1/x', rawBody: 5 }, 'The member rawBody must be a URL-encoded form, in base64.'],
])('executeHttpRequest refuses %j and sends nothing', async (body, message) => {
  const { error } = await execute(body);
  expect(error).toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) });
  expect(JSON.stringify(error)).not.toContain('secret');
  expect(bed.simulator.journal.count).toBe(0);
});

test('executeHttpRequest is refused if the connection does not allow ExecuteRequest', async () => {
  const refused = await strict.call(':executeHttpRequest', json({ url: `${own()}/Messages.json` }));
  expect(refused.json.error.details[0]).toMatchObject({ reason: 'ACTION_NOT_ALLOWED' });
});
