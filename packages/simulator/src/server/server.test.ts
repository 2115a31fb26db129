import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { basic } from '../../test/simulate.js';
import { isSimulatorError, type RunningSimulator, startSimulator } from '../index.js';

let running: RunningSimulator;
beforeEach(async () => {
  running = await startSimulator({ rows: 5 });
});
afterEach(() => running.close());

const MESSAGE = 'To=%2B15550100001&From=%2B15550100100&Body=Hello';
const path = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
const Authorization = basic(`AC${'0'.repeat(32)}`, 'simulator');
const ask = (init?: RequestInit) => fetch(running.url + path, { headers: { Authorization }, ...init });
const manyMessages = (count: number) => {
  const [message = {}] = running.simulator.snapshot('Messages');
  return Array.from({ length: count }, (_, index) => ({ ...message, sid: `SM${String(index).padStart(32, '0')}` }));
};
const stored = () => running.simulator.snapshot('Messages').length;

/** Sends raw text and returns the bytes received until the server closed the connection, plus the socket error, if any. */
async function raw(text: string): Promise<{ readonly text: string; readonly error: string | undefined }> {
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  let error: string | undefined;
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', (reason: NodeJS.ErrnoException) => (error = reason.code));
  socket.write(text);
  await once(socket, 'close').catch(() => undefined);
  return { text: Buffer.concat(chunks).toString(), error };
}

const post = (fault?: string) =>
  raw(
    [
      `POST ${path} HTTP/1.1`,
      'Host: simulator',
      'Connection: close',
      `Authorization: ${Authorization}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${MESSAGE.length}`,
      ...(fault ? [`X-Simulator-Fault: ${fault}`] : []),
      '',
      MESSAGE,
    ].join('\r\n'),
  );

describe('over HTTP', () => {
  test('the server answers requests with and without valid credentials as Twilio does', async () => {
    const response = await ask();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json;charset=utf-8']);
    expect(await response.json()).toMatchObject({ messages: { length: 6 }, page: 0, next_page_uri: null });
    expect((await fetch(running.url + path)).status).toBe(401);
    const headers = { Authorization, 'Content-Type': 'application/x-www-form-urlencoded' };
    const made = await ask({ method: 'POST', headers, body: MESSAGE });
    expect([made.status, await made.json()]).toMatchObject([201, { body: 'Hello' }]);
    expect(stored()).toBe(7);
  });

  test('the server chooses the product by the path or by the Host header', async () => {
    const statusOf = async (target: string) =>
      (await fetch(running.url + target, { headers: { Authorization } })).status;
    expect(await statusOf('/messaging/v1/Services')).toBe(200);
    expect(await statusOf('/v1/Alerts')).toBe(200);
    const several = await fetch(`${running.url}/v1/Services`, { headers: { Authorization } });
    expect([several.status, await several.json()]).toMatchObject([404, { error: /messaging\/v1\/Services/ }]);
    const byHost = ['GET /v1/Services HTTP/1.1', 'Host: chat.twilio.com', 'Connection: close', '', ''].join('\r\n');
    expect((await raw(byHost.replace('/v1/', '/v2/'))).text).toMatch(/^HTTP\/1.1 401/);
  });

  test('an invalid fault header is answered with 400 and a message, and the server keeps working', async () => {
    const response = await ask({ headers: { Authorization, 'X-Simulator-Fault': 'status=abc' } });
    expect([response.status, await response.json()]).toMatchObject([400, { message: /kind must be one of/ }]);
    expect((await ask()).status).toBe(200);
  });

  test.each([
    ['reset', 6],
    ['dropAfterProcessing', 7],
  ])('the fault %s resets the connection before the first byte of the response', async (fault, count) => {
    expect(await post(fault)).toEqual({ text: '', error: 'ECONNRESET' });
    expect(stored()).toBe(count);
    expect(running.simulator.journal.requests()).toEqual([{ method: 'POST', path, status: 0 }]);
  });

  test('the `truncate` fault sends the headers and half of the body', async () => {
    const whole = (await post()).text;
    const { text } = await post('truncate');
    expect(text).toMatch(/^HTTP\/1.1 201 Created\r\n/);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(length).toBe(whole.split('\r\n\r\n')[1]?.length);
    expect(body.length).toBe(Math.floor(length / 2));
    expect(stored()).toBe(8);
    await expect(
      ask({ headers: { Authorization, 'X-Simulator-Fault': 'truncate' } }).then((r) => r.text()),
    ).rejects.toThrow('terminated');
  });

  test('the `truncate` fault cuts the connection when the response has no body', async () => {
    const { sid } = running.simulator.snapshot('Messages')[0]!;
    const url = running.url + path.replace('.json', `/${sid}.json`);
    const headers = { Authorization, 'X-Simulator-Fault': 'truncate' };
    await expect(fetch(url, { method: 'DELETE', headers })).rejects.toThrow('fetch failed');
    expect(stored()).toBe(5);
  });

  test('a list of several hundred kilobytes arrives whole, with its length', async () => {
    running.simulator.seed('Messages', manyMessages(500));
    const response = await fetch(`${running.url}${path}?PageSize=1000`, { headers: { Authorization } });
    const text = await response.text();
    expect(text.length).toBeGreaterThan(200_000);
    expect(response.headers.get('content-length')).toBe(String(text.length));
    expect(JSON.parse(text)).toMatchObject({ messages: { length: 500 } });
  });

  test('a request body of more than 1 MiB is answered with 413, which the client receives', async () => {
    const fits = await ask({ method: 'POST', body: 'x'.repeat(1024 * 1024) });
    expect(fits.status).toBe(400);
    const refused = await ask({ method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) });
    expect([refused.status, await refused.json()]).toEqual([413, { error: 'The request body exceeds 1 MiB.' }]);
    expect((await ask()).status).toBe(200);
  });

  test.each([
    ['GET http://example.com/ HTTP/1.1', '400', 'The simulator is not a proxy: request a path, not an absolute URL.'],
    ['TRACE / HTTP/1.1', '405', 'Unsupported method: TRACE.'],
    ['GET //example.com/x HTTP/1.1', '401', ''],
    ['HEAD / HTTP/1.1', '401', ''],
  ])('the request line "%s" is answered with %s', async (line, status, sentence) => {
    const { text } = await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(text).toContain(`HTTP/1.1 ${status} `);
    expect(text).toContain(sentence);
  });

  test('the body of a GET request is ignored', async () => {
    const outgoing = httpRequest(running.url + path, {
      method: 'GET',
      headers: { Authorization, 'Content-Length': 3 },
    });
    outgoing.end('a=b');
    const [response] = await once(outgoing, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  test('an internal error is answered with 500 and its message', async () => {
    let isBroken = false;
    const broken = await startSimulator({
      now() {
        if (isBroken) throw new Error('no clock');
        return 0;
      },
    });
    isBroken = true;
    const response = await fetch(broken.url + path, { headers: { Authorization } });
    expect([response.status, await response.json()]).toEqual([500, { error: expect.stringContaining('no clock') }]);
    await broken.close();
  });
});

describe('listening', () => {
  test('startSimulator listens on the given port, and fails with CANNOT_LISTEN when the port is in use', async () => {
    const port = Number(new URL(running.url).port);
    const second = startSimulator({ port });
    const error = await second.catch((reason: unknown) => reason);
    expect(isSimulatorError(error) && error.code).toBe('CANNOT_LISTEN');
    expect(error).toMatchObject({
      message: `The simulator cannot listen on 127.0.0.1:${port}: the port is in use; choose another port.`,
      cause: { code: 'EADDRINUSE' },
    });
    await running.close();
    const third = await startSimulator({ port });
    expect(third.url).toBe(running.url);
    await third.close();
  });

  test('startSimulator rejects invalid ports and options with a SimulatorError', async () => {
    await expect(startSimulator({ port: 70_000 })).rejects.toMatchObject({ code: 'CANNOT_LISTEN' });
    await expect(startSimulator({ rows: -1 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  test('close cuts requests in flight and can be called twice', async () => {
    let arrived: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const slow = await startSimulator({
      latencyMs: 1,
      sleep: () => {
        arrived?.();
        return new Promise(() => {});
      },
    });
    const answer = fetch(slow.url + path, { headers: { Authorization } }).catch((error: unknown) => error);
    await waiting;
    await slow.close();
    expect(await answer).toMatchObject({ message: 'fetch failed' });
    await slow.close();
  });
});
