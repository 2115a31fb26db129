import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basic } from '../../test/simulate.js';
import { receiveWebhooks } from '../../test/webhook-receiver.js';
import { type RunningSimulator, startSimulator } from '../index.js';

let running: RunningSimulator;
beforeEach(async () => {
  running = await startSimulator({ rows: 5, faults: [{ kind: 'status', status: 418, path: '/teapot' }] });
});
afterEach(() => running.close());

const path = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
const headers = { Authorization: basic(`AC${'0'.repeat(32)}`, 'simulator') };

const control = async (method: string, name: string, body?: unknown) => {
  const response = await fetch(`${running.url}/_simulator/${name}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return [response.status, await response.json()];
};
const statusOf = async (method = 'GET') =>
  (await fetch(running.url + path, { method, headers, ...(method === 'POST' && { body: 'To=x' }) })).status;

describe('the control paths', () => {
  test('GET account returns the login', async () => {
    expect(await control('GET', 'account')).toEqual([
      200,
      { accountSid: `AC${'0'.repeat(32)}`, authToken: 'simulator' },
    ]);
  });

  test('GET requests returns the journal, newest last and without control requests, and DELETE requests empties it', async () => {
    await statusOf();
    await statusOf('PUT');
    const requests = [
      { method: 'GET', path, status: 200 },
      { method: 'PUT', path, status: 405 },
    ];
    expect(await control('GET', 'requests')).toEqual([200, { count: 2, requests }]);
    expect(await control('DELETE', 'requests')).toEqual([200, {}]);
    expect(await control('GET', 'requests?x=1')).toEqual([200, { count: 0, requests: [] }]);
  });

  test('POST faults adds a fault, and DELETE faults removes all faults', async () => {
    const fault = { kind: 'status', status: 503, method: 'POST', path: '/Messages', count: 2, probability: 1, seed: 3 };
    expect(await control('POST', 'faults', fault)).toEqual([200, {}]);
    expect([await statusOf(), await statusOf('POST'), await statusOf('POST'), await statusOf('POST')]).toEqual([
      200, 503, 503, 400,
    ]);
    await control('POST', 'faults', { kind: 'status', status: 500 });
    expect(await statusOf()).toBe(500);
    expect(await control('DELETE', 'faults')).toEqual([200, {}]);
    expect(await statusOf()).toBe(200);
    expect((await fetch(`${running.url}/teapot`)).status).toBe(401);
  });

  test('POST messages stores an inbound message and sends its webhook, which GET webhooks lists with its response', async () => {
    const { received, origin } = await receiveWebhooks(500);
    const number = running.simulator.snapshot('IncomingPhoneNumbers')[0]!.sid;
    const form = new URLSearchParams({ SmsUrl: `${origin}/sms` });
    const numberPath = path.replace('Messages', `IncomingPhoneNumbers/${number}`);
    await fetch(running.url + numberPath, { method: 'POST', headers, body: form });
    const message = { From: '+15550100001', To: '+15550100100', Body: 'Hi' };
    const sid = expect.stringMatching(/^SM/);
    expect(await control('POST', 'messages', message)).toEqual([200, { sid }]);
    await running.simulator.webhooks.settled();
    const parameters = expect.objectContaining({ ...message, SmsStatus: 'received', MessageSid: sid });
    expect(received.map((each) => each.parameters)).toEqual([parameters]);
    const sent = { method: 'POST', url: `${origin}/sms`, parameters, status: 500 };
    expect(await control('GET', 'webhooks')).toEqual([200, { count: 1, webhooks: [sent] }]);
  });

  test.each([
    [{ To: '+15550100100' }, 'From must be a phone number such as +15550100001, not undefined.'],
    [{ From: '+15550100001', To: '+15559999999' }, 'To must be a phone number of the account, not "+15559999999".'],
    [{ From: '+15550100001', To: '+15550100100', Body: 7 }, 'Body must be a text, not 7.'],
    [{ From: '+15550100001', To: '+15550100100', MediaUrl: [7] }, 'MediaUrl must be a URL or a list of URLs.'],
  ])('POST messages refuses %j and explains why', async (message, error) => {
    expect(await control('POST', 'messages', message)).toEqual([400, { error }]);
  });

  test('POST advance moves the clock, and POST reset restores the initial state', async () => {
    const form = new URLSearchParams({ To: '+15550100001', From: '+15550100100', Body: 'Hello' });
    const made = await fetch(running.url + path, { method: 'POST', headers, body: form });
    const { sid } = (await made.json()) as { sid: string };
    const message = async () => {
      const response = await fetch(running.url + path.replace('.json', `/${sid}.json`), { headers });
      return ((await response.json()) as { status: unknown }).status;
    };
    expect(await control('POST', 'advance', { ms: 60_000 })).toEqual([200, {}]);
    expect(await message()).toBe('delivered');
    expect(await control('POST', 'reset')).toEqual([200, {}]);
    expect(await message()).toBe(404);
    expect((await fetch(`${running.url}/teapot`)).status).toBe(418);
    expect(running.simulator.snapshot('Messages')).toHaveLength(6);
  });

  test.each([
    ['faults', undefined, /kind must be one of/],
    ['faults', '{"kind":', 'The body must be a JSON object.'],
    ['faults', [], 'The body must be a JSON object.'],
    ['faults', 'null', 'The body must be a JSON object.'],
    ['faults', { kind: 'reset', path: 5 }, /path must be/],
    ['faults', { kind: 'reset', times: 1 }, /"times" is not a member of a fault/],
    ['advance', undefined, 'The body must be {"ms": <milliseconds>}.'],
    ['advance', { ms: '5' }, 'The body must be {"ms": <milliseconds>}.'],
    ['advance', { ms: -5 }, /^The number of milliseconds by which the clock advances must be from 0 to \d+\.$/],
    ['advance', { ms: 1e300 }, /^The number of milliseconds by which the clock advances must be from 0 to \d+\.$/],
    ['reset', 'x', 'The body must be a JSON object.'],
  ])('the control request POST %s with the body %j fails with 400 and a message', async (name, body, error) => {
    const expected = typeof error === 'string' ? error : expect.stringMatching(error);
    expect(await control('POST', name, body)).toEqual([400, { error: expected }]);
    expect(await statusOf()).toBe(200);
  });

  test.each([
    ['GET', 'nothing'],
    ['PUT', 'reset'],
    ['GET', 'constructor'],
    ['GET', ''],
  ])('the unknown control request "%s %s" fails with 404 and a list of the known ones', async (method, name) => {
    const error = `"${method} ${name}" is not a known control request. Known requests below /_simulator/: GET account, GET requests, DELETE requests, GET webhooks, POST faults, DELETE faults, POST messages, POST reset, POST advance.`;
    expect(await control(method, name)).toEqual([404, { error }]);
  });
});
