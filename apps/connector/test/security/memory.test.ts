import { describe, expect, onTestFinished, test } from 'vitest';
import { createMemoryBudget } from '../../src/calls/memory-budget.js';
import { createFirstConnection, FIRST_CONNECTION } from '../../src/connections/first-connection.js';
import { compose } from '../../src/runtime/compose.js';
import { openApp } from '../app-bed.js';
import { json, startTestBed } from '../test-bed.js';

// Calls together never hold more than the memory that is set aside for them, and those under way complete.

const MIB = 1024 * 1024;
const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
const V2 = `/v2/${FIRST_CONNECTION}`;
const MESSAGES = `${V2}/entityTypes/Messages/entities`;
const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const BODY = 'x'.repeat(1500);

/** A Twilio with many messages of 1,500 characters; `onRequest` may hold an answer back. */
function twilioWith(messages: number, onRequest: (url: URL) => Promise<void> | void = () => {}) {
  let sent = 0;
  const fetch = async (input: string | URL | Request) => {
    sent += 1;
    const url = new URL(input instanceof Request ? input.url : input);
    await onRequest(url);
    if (input instanceof Request && input.method === 'POST') return Response.json({ sid: 'x', text: BODY.repeat(200) });
    if (/Media|Recordings/.test(url.pathname)) return new Response(new Uint8Array(3 * MIB));
    const [size, from] = ['PageSize', 'PageToken'].map((name) => Number(url.searchParams.get(name) ?? 0)) as [
      number,
      number,
    ];
    const end = Math.min(from + size, messages);
    const page = Array.from({ length: Math.max(0, end - from) }, (_, index) => ({
      sid: `SM${String(from + index).padStart(32, '0')}`,
      body: BODY,
    }));
    const next = `${url.pathname}?PageSize=${size}&Page=1&PageToken=${end}`;
    return Response.json({ messages: page, next_page_uri: end < messages ? next : null });
  };
  return { fetch, sent: () => sent };
}

function open({
  messages = 3000,
  mib = 16,
  onRequest,
}: { messages?: number; mib?: number; onRequest?: (url: URL) => Promise<void> | void } = {}) {
  const twilio = twilioWith(messages, onRequest);
  const connection = createFirstConnection({
    accountSid: ACCOUNT_SID,
    nodes: 100,
    allowedActions: ['*'],
    bulk: true,
  });
  const credentials = { authToken: 'a1b2'.repeat(8) };
  const memory = createMemoryBudget(mib * MIB);
  const app = openApp(compose(connection, { credentials, fetch: twilio.fetch }), { memory });
  const post = (path: string, body: object): [string, RequestInit] => [
    path,
    { method: 'POST', body: JSON.stringify(body) },
  ];
  const task = (listEntitiesPageSize: number): [string, RequestInit] =>
    post(TASK, { operation: 'LIST_ENTITIES', entity: 'Messages', listEntitiesPageSize });
  return { app, memory, post, task, sent: twilio.sent };
}

const EXHAUSTED = { code: 429, status: 'RESOURCE_EXHAUSTED' };

describe('lists that together need more memory than there is', () => {
  test('of 50 parallel largest lists, some are answered whole and the others refused after at most one request', async () => {
    const { app, memory, task, sent } = open({ messages: 5000, mib: 40 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, memory.reserved)), 0);
    const answers = await Promise.all(Array.from({ length: 50 }, () => app(...task(50_000))));
    clearInterval(watch);
    const whole = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect(whole.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(30);
    expect(whole.length + refused.length).toBe(50);
    for (const { json } of whole) expect(json.connectorOutputPayload).toHaveLength(5000);
    for (const { json } of refused) {
      expect(json.error).toMatchObject({ ...EXHAUSTED, message: expect.stringContaining('smaller page size') });
      expect(json.error.details[0]).toMatchObject({ reason: 'MEMORY_EXHAUSTED' });
      expect(json.error.details[1]).toMatchObject({ '@type': expect.stringContaining('RetryInfo'), retryDelay: '5s' });
    }
    expect(sent()).toBeLessThanOrEqual(whole.length * 5 + refused.length);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(40 * MIB);
    expect(memory.reserved).toBe(0);
    expect((await app(...task(50_000))).status).toBe(200);
  });

  test('a newcomer is refused, and the call that was there first completes', async () => {
    const gate = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const { app, task } = open({
      mib: 12,
      onRequest(url) {
        if (url.searchParams.get('PageToken') !== '2000') return;
        isHeld.resolve();
        return gate.promise;
      },
    });
    const first = app(...task(3000));
    await isHeld.promise;
    const late = await app.send(...task(3000));
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '5']);
    gate.resolve();
    expect((await first).json.connectorOutputPayload).toHaveLength(3000);
    expect((await app(...task(3000))).status).toBe(200);
  });

  test('a list that no server of this size can hold is refused without advice to try again', async () => {
    const { app, task, memory } = open({ messages: 20_000, mib: 12 });
    const { status, json } = await app(...task(50_000));
    expect(status).toBe(400);
    expect(json.error.details).toMatchObject([
      { reason: 'MEMORY_LIMIT' },
      { '@type': expect.stringContaining('RequestInfo') },
    ]);
    expect(json.error.message).toMatch(/smaller page size.*CONNECTOR_MEMORY_MIB/);
    expect(memory.reserved).toBe(0);
  });

  test('every way to collect rows or files is refused while other calls hold the memory', async () => {
    const { app, memory, post, task, sent } = open();
    const other = memory.open();
    other.reserve({ held: 16 * MIB - 2000, expected: 0 });
    const sorted = String(new URLSearchParams({ sortBy: 'Body' }));
    const filtered = String(new URLSearchParams({ conditions: "Body LIKE '%y%'" }));
    const input = { MessageSid: `MM${'1'.repeat(32)}`, Sid: `ME${'1'.repeat(32)}` };
    const ways: readonly [string, RequestInit?][] = [
      [MESSAGES],
      [`${MESSAGES}?${sorted}`],
      [`${MESSAGES}?${filtered}`],
      task(1000),
      post(`${V2}/tools/list_Messages:execute`, { parameters: {} }),
      post(`${MESSAGES}:deleteEntitiesWithConditions?${filtered}`, {}),
      [`${MESSAGES}:updateEntitiesWithConditions?${filtered}`, { method: 'POST', body: '{"fields":{"Body":""}}' }],
      post(`${V2}/actions/DownloadMedia:execute`, { parameters: input }),
      post(`${V2}/actions/ExecuteRequest:execute`, {
        parameters: { Path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', Method: 'GET', Query: { PageSize: 50 } },
      }),
      post(MESSAGES, { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'x'.repeat(10_000) } }),
    ];
    for (const [path, init] of ways) {
      const { status, json } = await app(path, init);
      expect([status, json.error?.details[0].reason], path).toEqual([429, 'MEMORY_EXHAUSTED']);
    }
    // Only a file and the answer to any request are known to be large when they arrive.
    expect(sent()).toBe(2);
    const parameters = { Path: '/2010-04-01/Accounts/{AccountSid}/Messages.json', Method: 'POST', Form: {} };
    const write = await app(...post(`${V2}/actions/ExecuteRequest:execute`, { parameters }));
    expect([write.status, write.json.results?.[0].Body.text.length], 'a write').toEqual([200, 200 * BODY.length]);
    other.release();
    for (const [path, init] of ways.slice(0, 5)) expect((await app(path, init)).status, path).toBe(200);
    expect(memory.reserved).toBe(0);
  });
});

test('the environment sets how much memory calls may hold, and the metrics show what they hold', async () => {
  const bed = await startTestBed({ CONNECTOR_MEMORY_MIB: '16' });
  onTestFinished(() => bed.close());
  const held = bed.holdRequest('GET');
  const inputs = { operation: 'LIST_ENTITIES', entity: 'Messages', listEntitiesPageSize: 50_000 };
  const list = () => bed.request(TASK, { ...json(inputs), headers: { Authorization: `Bearer ${bed.token}` } });
  const first = list();
  await held.arrived;
  expect((await bed.request('/metrics')).text).toMatch(/^twilio_connector_call_memory_bytes [1-9]\d{6}$/m);
  expect((await list()).json.error).toMatchObject(EXHAUSTED);
  held.release();
  expect((await first).status).toBe(200);
});

describe('answers that are read slowly', () => {
  test('an answer without rows holds the memory of its text until it is read, and is refused when there is not enough', async () => {
    const { app, memory } = open();
    const tools = `${V2}/tools?pageSize=200`;
    const answer = await app.send(tools);
    const { reserved } = memory;
    const text = await answer.text();
    expect([text.length > 100_000, memory.reserved]).toEqual([true, 0]);
    expect(reserved).toBe(Buffer.byteLength(text));
    const other = memory.open();
    other.reserve({ held: 16 * MIB - 2000, expected: 0 });
    const refused = await app.send(tools);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    other.release();
  });

  test('an answer holds its memory until its rows are read, and gives it back as they are', async () => {
    const { app, memory, task } = open();
    const answer = await app.send(...task(3000));
    const whole = memory.reserved;
    expect(whole).toBeGreaterThan(3000 * 1500);
    const reader = answer.body?.getReader();
    let parts = 0;
    for (let before = whole; !(await reader?.read())?.done; before = memory.reserved) {
      expect(memory.reserved).toBeLessThanOrEqual(before);
      parts += 1;
      if (parts === 35) expect(memory.reserved).toBeLessThan(whole * 0.75);
    }
    expect(parts).toBeGreaterThan(60);
    expect(memory.reserved).toBe(0);
  });

  test('an answer whose caller disconnects gives its memory back', async () => {
    const { app, memory, task } = open();
    const answer = await app.send(...task(3000));
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(memory.reserved).toBeGreaterThan(0);
    await reader?.cancel();
    expect(memory.reserved).toBe(0);
  });
});
