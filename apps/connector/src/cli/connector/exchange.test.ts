import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExchange } from './exchange.js';

type Step = (response: ServerResponse) => void;

const breakOff: Step = (response) => void response.destroy();
const truncate: Step = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' });
  response.write('{', () => response.destroy());
};
const badGateway: Step = (response) => void response.writeHead(502).end('<html>');
const refusal = (status: number, reason: string): Step => {
  const body = { error: { code: status, message: 'No.', details: [{ reason }] } };
  return (response) => void response.writeHead(status).end(JSON.stringify(body));
};
const done: Step = (response) => void response.end('{"fields":{"Sid":"SM1"}}');
const replayed: Step = (response) => void response.writeHead(200, { 'Idempotent-Replayed': 'true' }).end('{}');

let server: HttpServer;
let url: string;
let steps: Step[];
let keys: (string | undefined)[];
let pauses: number[];
beforeEach(async () => {
  [steps, keys, pauses] = [[], [], []];
  server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined);
    request.resume().once('end', () => (steps.shift() ?? done)(response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

/** Waits in no time, and remembers for how long it would have. */
const pause = async <T>(ms?: number, value?: T): Promise<T> => {
  pauses.push(ms ?? 0);
  return value as T;
};
const write = (idempotencyKey?: string, at = url) =>
  createExchange({ url: at, token: 't' }, pause)('/v2/x', { method: 'POST', body: {}, idempotencyKey });
const read = () => createExchange({ url, token: 't' }, pause)('/v2/x');

describe('a write with a key', () => {
  test.each([
    ['broken off', [breakOff]],
    ['cut off within', [truncate, truncate]],
    ['answered by a proxy', [badGateway]],
    ['met by a connector that stops', [breakOff, refusal(503, 'STOPPING')]],
    ['met by one that no longer takes the token, for now', [breakOff, refusal(401, 'TOKEN_EXPIRED')]],
  ])('%s is sent again with the same key', async (_, before) => {
    steps = [...before, replayed];
    // Of this command itself: nothing that is to be told.
    expect(await write('k')).toMatchObject({ status: 200, isReplayed: false });
    expect(keys).toEqual(Array.from({ length: before.length + 1 }, () => 'k'));
    expect(pauses).toHaveLength(before.length);
  });

  test('that stays broken has an unknown outcome; the error tells the key', async () => {
    steps = Array.from({ length: 10 }, () => breakOff);
    await expect(write('the-key')).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('--idempotency-key the-key'),
    });
    expect(keys).toHaveLength(6);
    expect(pauses).toEqual([250, 500, 1000, 2000, 2500]);
  });

  test('that met nobody after it broke off is still unknown', async () => {
    const end: Step = (response) => {
      server.close();
      response.destroy();
    };
    steps = [end];
    await expect(write('k')).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(keys).toEqual(['k']);
  });

  test('is not sent again after any answer', async () => {
    for (const step of [
      refusal(503, 'STOPPING'),
      refusal(401, 'X'),
      refusal(429, 'QUEUE_FULL'),
      refusal(500, 'OUTCOME_UNKNOWN'),
    ]) {
      steps = [step];
      expect((await write('k')).status).toBeGreaterThan(400);
    }
    expect(keys).toHaveLength(4);
    steps = [replayed];
    expect(await write('k')).toMatchObject({ isReplayed: true });
  });
});

test('a write without a key is never sent again', async () => {
  steps = [breakOff];
  await expect(write()).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    message: expect.stringContaining('Look before'),
  });
  expect(keys).toEqual([undefined]);
});

test('where nobody listens nothing was sent', async () => {
  await expect(write('k', 'http://127.0.0.1:1')).rejects.toThrow('No connector answers at http://127.0.0.1:1.');
  expect(pauses).toEqual([]);
});

test('a read is made once', async () => {
  steps = [breakOff];
  await expect(read()).rejects.toThrow('broke off its answer');
  steps = [badGateway];
  await expect(read()).rejects.toThrow('(HTTP 502) is no connector');
  expect(keys).toHaveLength(2);
});
