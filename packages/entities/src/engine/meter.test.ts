import { describe, expect, test } from 'vitest';
import { calls } from '../catalog/voice/calls.js';
import type { CallOptions, Send } from '../model/request.js';
import { createMeter, isNotFound } from './meter.js';

const GET = { method: 'GET', product: 'api', path: '/x' } as const;
const POST = { method: 'POST', product: 'api', path: '/x' } as const;
const answering =
  (attempts = 1): Send =>
  async () => ({ status: 200, body: {}, attempts });
const failing =
  (error: unknown): Send =>
  () =>
    Promise.reject(error as Error);

describe('the requests of a call', () => {
  test('every attempt counts, also those of a request that failed', async () => {
    const meter = createMeter(calls, { send: answering(3), options: {} });
    await meter.send(GET);
    await meter.send(GET);
    expect(meter.requests).toBe(6);
    const failed = createMeter(calls, { send: failing(Object.assign(new Error('no'), { attempts: 2 })), options: {} });
    await expect(failed.send(GET)).rejects.toThrow('no');
    expect(failed.requests).toBe(2);
  });

  test.each([undefined, 'no', new Error('no'), { attempts: '2' }])(
    'a request that fails with %o, which has no number of attempts, adds none',
    async (error) => {
      const meter = createMeter(calls, { send: failing(error), options: {} });
      await expect(meter.send(GET)).rejects.toBe(error);
      expect(meter.requests).toBe(0);
    },
  );

  test('a call sends as many requests as it may, and then says how many it sent and how many rows they had', async () => {
    const meter = createMeter(calls, { send: answering(), options: {}, maxRequests: 1100 });
    for (let request = 0; request < 1100; request += 1) await meter.send(GET);
    for (let row = 0; row < 2500; row += 1) meter.countRow();
    await expect(meter.send(GET)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message:
        'The call on Calls exceeds maxRequests. 1,100 requests were sent and returned 2,500 rows. ' +
        'Narrow the conditions, or raise maxRequests.',
    });
    expect(meter.requests).toBe(1100);
  });

  test('requests in flight count towards the limit until they end', async () => {
    const answers: (() => void)[] = [];
    const send: Send = () =>
      new Promise((resolve) => answers.push(() => resolve({ status: 200, body: {}, attempts: 1 })));
    const meter = createMeter(calls, { send, options: {}, maxRequests: 3 });
    const both = [meter.send(GET), meter.send(GET), meter.send(GET)];
    await expect(meter.send(GET)).rejects.toThrow('No request was sent.');
    for (const answer of answers) answer();
    await Promise.all(both);
    expect(meter.requests).toBe(3);
    const again = createMeter(calls, { send: answering(), options: {}, maxRequests: 2 });
    await again.send(GET);
    await again.send(GET);
    await expect(again.send(GET)).rejects.toThrow('2 requests were sent');
  });

  test('a budget is checked before the first request, and a default limit does not replace the one of the caller', async () => {
    const limited = createMeter(calls, { send: answering(), options: {}, maxRequests: 5 });
    limited.limitRequests(100);
    limited.checkBudget(5);
    expect(() => limited.checkBudget(6)).toThrow('No request was sent.');
    const free = createMeter(calls, { send: answering(), options: {} });
    free.checkBudget(1e9);
    await free.send(GET);
    free.limitRequests(10);
    free.checkBudget(10);
    expect(() => free.checkBudget(11)).toThrow('exceeds maxRequests');
  });

  test.each([true, false])('the signal of a call reaches its writes unless they ignore it: %s', async (ignores) => {
    const given: (CallOptions['signal'] | undefined)[] = [];
    const { signal } = new AbortController();
    const send: Send = async (_request, options) => {
      given.push(options?.signal);
      return { status: 200, body: {}, attempts: 1 };
    };
    const meter = createMeter(calls, { send, options: { signal }, ignoresSignalInWrites: ignores });
    await meter.send(GET);
    await meter.send(POST);
    expect(given).toEqual([signal, ignores ? undefined : signal]);
  });
});

describe('entities that do not exist', () => {
  test('404 and 410 mean that an entity does not exist', () => {
    const all = [undefined, null, 'x', {}, { status: 400 }, { status: 404 }, { status: 410 }, { status: 500 }];
    expect(all.map(isNotFound)).toEqual([false, false, false, false, false, true, true, false]);
  });

  test('the error for a retired entity type says what replaces it, and has the answer as its cause', async () => {
    const missing = Object.assign(new Error('HTTP 404'), { status: 404, attempts: 1 });
    const broken = Object.assign(new Error('HTTP 500'), { status: 500, attempts: 1 });
    const retired = { ...calls, deprecated: 'Use Conversations instead.' };
    const send = (entityType: typeof calls, error: Error) =>
      createMeter(entityType, { send: failing(error), options: {} }).send(GET);
    await expect(send(retired, missing)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Calls not found: it does not exist, or Twilio no longer serves it. Use Conversations instead.',
      cause: missing,
    });
    await expect(send(retired, broken)).rejects.toBe(broken);
    await expect(send(calls, missing)).rejects.toBe(missing);
  });
});
