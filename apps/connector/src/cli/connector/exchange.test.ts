import { createServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCertificate } from '@tooling/vitest/certificate';
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

/** Records the pause instead of waiting. */
const pause = async <T>(ms?: number, value?: T): Promise<T> => {
  pauses.push(ms ?? 0);
  return value as T;
};
const write = (idempotencyKey?: string, at = url) =>
  createExchange({ url: at, token: 't' }, pause)('/v2/x', { method: 'POST', body: {}, idempotencyKey });
const read = () => createExchange({ url, token: 't' }, pause)('/v2/x');

describe('a write with a key', () => {
  test.each([
    ['a connection that was closed before the response', [breakOff]],
    ['two connections that were closed within the response', [truncate, truncate]],
    ['a response from a proxy', [badGateway]],
    ['a broken connection and a connector that is stopping', [breakOff, refusal(503, 'STOPPING')]],
    ['a broken connection and a rejected token', [breakOff, refusal(401, 'TOKEN_EXPIRED')]],
  ])('a write with a key is sent again after %s', async (_, before) => {
    steps = [...before, replayed];
    // The replay belongs to this command, so that the user is not told about it.
    expect(await write('k')).toMatchObject({ status: 200, isReplayed: false });
    expect(keys).toEqual(Array.from({ length: before.length + 1 }, () => 'k'));
    expect(pauses).toHaveLength(before.length);
  });

  test('a write with a key whose connection keeps breaking has an unknown outcome, and the error names the key', async () => {
    steps = Array.from({ length: 10 }, () => breakOff);
    await expect(write('the-key')).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('--idempotency-key the-key'),
    });
    expect(keys).toHaveLength(6);
    expect(pauses).toEqual([250, 500, 1000, 2000, 2500]);
  });

  test('a write with a key stays unknown if the connector is gone after its connection broke', async () => {
    const end: Step = (response) => {
      server.close();
      response.destroy();
    };
    steps = [end];
    await expect(write('k')).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(keys).toEqual(['k']);
  });

  test('a write with a key is not sent again after a response', async () => {
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
    message: expect.stringContaining('may or may not have been carried out. Check before you repeat it.'),
  });
  expect(keys).toEqual([undefined]);
});

test('a write to a port without a listener fails immediately', async () => {
  await expect(write('k', 'http://127.0.0.1:1')).rejects.toThrow('No connector answers at http://127.0.0.1:1.');
  expect(pauses).toEqual([]);
});

test('a read is never sent again', async () => {
  steps = [breakOff];
  await expect(read()).rejects.toThrow('closed the connection before its response was complete.');
  steps = [badGateway];
  await expect(read()).rejects.toThrow('is not a connector (HTTP 502).');
  expect(keys).toHaveLength(2);
});

test('an untrusted TLS certificate is reported with its error code', async () => {
  const tls = createTlsServer({ ...createCertificate() });
  await once(tls.listen(0, '127.0.0.1'), 'listening');
  const at = `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
  await expect(write('k', at)).rejects.toThrow(
    /^Cannot verify the TLS certificate of the connector at \S+ \([A-Z_]+\)\. For a certificate of a private CA, set NODE_EXTRA_CA_CERTS to the PEM file of the CA\.$/,
  );
  expect(pauses).toEqual([]);
  tls.close();
});
