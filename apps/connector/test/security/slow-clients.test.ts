import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CONNECTION, json, startTestBed, type TestBed } from '../test-bed.js';

// Clients that take nothing, ask too much ahead or hold sockets open cannot hold the server's memory, or its stop.

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

async function open(env: Readonly<Record<string, string>> = {}): Promise<TestBed> {
  const bed = await startTestBed(env);
  onTestFinished(() => bed.close());
  return bed;
}

/** Connects a client that reads nothing unless the test does. */
async function connectTo({ url }: Pick<TestBed, 'url'>, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const withToken = ({ token }: TestBed) => `Authorization: Bearer ${token}\r\n`;
/** Why clients were disconnected, and how many. The text of the metrics may be a second old. */
const disconnected = async (bed: TestBed) => {
  const answer = await bed.request('/metrics');
  const lines = answer.text.matchAll(/clients_disconnected_total\{reason="([^"]+)"\} (\d+)/g);
  return [...lines].map(([, why, count]) => `${why}: ${count}`);
};
const expectDisconnected = (bed: TestBed, expected: readonly string[]) =>
  expect.poll(() => disconnected(bed), { timeout: 20_000 }).toEqual(expected);
/** Waits until a condition holds, in turns of the event loop. */
const until = async (condition: () => boolean) => {
  while (!condition()) await nextTurn();
};
/** Lets the server look at its sockets, every five seconds, until a condition holds. Returns how often it looked. */
const advanceUntil = async (condition: () => boolean | Promise<boolean>) => {
  let checks = 0;
  for (; !(await condition()); checks += 1) {
    vi.advanceTimersByTime(5000);
    await nextTurn();
  }
  return checks;
};

describe('answers that are not taken', () => {
  // More than the buffers of the operating system hold.
  const AHEAD = 12;

  test('clients that never read are disconnected after 30 to 35 seconds, and others are served meanwhile', async () => {
    const bed = await open();
    const clients = await Promise.all(Array.from({ length: 20 }, () => connectTo(bed)));
    for (const client of clients) client.write(get('/openapi.json').repeat(AHEAD));
    expect((await bed.request('/healthz')).status).toBe(200);
    expect((await bed.call('/entityTypes')).status).toBe(200);
    const checks = await advanceUntil(async () => (await disconnected(bed)).includes('answer not taken: 20'));
    expect(checks).toBeGreaterThan(6);
    // What the operating system holds still arrives, and then the end.
    await Promise.all(clients.map((client) => once(client.resume(), 'close')));
  });

  test('a client that takes its answers slowly is not disconnected', async () => {
    const bed = await open();
    const client = await connectTo(bed);
    client.write(get('/openapi.json').repeat(AHEAD - 1) + get('/openapi.json', 'Connection: close\r\n'));
    let received = 0;
    client.on('data', ({ length }: Buffer) => {
      received += length;
    });
    for (let turn = 0; turn < 20; turn += 1) {
      client.pause();
      vi.advanceTimersByTime(20_000);
      const before = received;
      client.resume();
      await until(() => received - before > 256 * 1024 || client.readableEnded);
    }
    await until(() => client.readableEnded);
    const { text: document } = await bed.request('/openapi.json');
    expect(received).toBeGreaterThan(AHEAD * document.length);
    await expectDisconnected(bed, []);
  });

  test('a call that takes long is not a client that does not read', async () => {
    const bed = await open();
    const held = bed.holdRequest('GET');
    const answer = bed.call('/entityTypes/Recordings/entities');
    await held.arrived;
    vi.advanceTimersByTime(170_000);
    held.release();
    expect((await answer).status).toBe(200);
  });
});

describe('requests ahead', () => {
  test('the requests of one socket are carried out one after the other', async () => {
    const bed = await open();
    const held = bed.holdRequest('GET');
    const client = await connectTo(bed);
    const path = `/v2/${CONNECTION}/entityTypes/Recordings/entities?pageSize=1`;
    client.write(get(path, withToken(bed)).repeat(2) + get(path, `${withToken(bed)}Connection: close\r\n`));
    await held.arrived;
    expect((await bed.call('/entityTypes/Calls/entities?pageSize=1')).status).toBe(200);
    expect(bed.simulator.journal.requests().filter(({ path: asked }) => /Recordings/.test(asked))).toHaveLength(0);
    held.release();
    expect((await text(client)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  });

  test('a client with too many requests ahead is disconnected, and its write in flight is carried out once', async () => {
    const bed = await open();
    const held = bed.holdRequest('POST');
    const client = await connectTo(bed);
    const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'ahead' };
    const { body } = json({ fields });
    const head = `POST /v2/${CONNECTION}/entityTypes/Messages/entities HTTP/1.1\r\nHost: x\r\n${withToken(bed)}`;
    client.write(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    await held.arrived;
    client.resume().write(get('/healthz').repeat(17));
    await once(client, 'close');
    await expectDisconnected(bed, ['too many requests ahead: 1']);
    const stopped = bed.connector.stop();
    held.release();
    await stopped;
    expect(bed.simulator.snapshot('Messages').filter((message) => message.body === 'ahead')).toHaveLength(1);
  });
});

describe('limits on sockets', () => {
  const isOpen = ({ closed }: Socket) => !closed;

  test('beyond the limit of an address, its oldest unauthenticated socket gives way, never an authenticated one', async () => {
    const bed = await open({ CONNECTOR_MAX_SOCKETS_PER_ADDRESS: '3' });
    const from = () => connectTo(bed, '127.0.0.2').then((socket) => socket.resume());
    const known = await from();
    known.write(get(`/v2/${CONNECTION}/entityTypes`, withToken(bed)));
    await once(known, 'data');
    const [second, third] = [await from(), await from()];
    const other = (await connectTo(bed)).resume();
    const fourth = await from();
    await once(second, 'close');
    expect([known, third, fourth, other].map(isOpen)).toEqual([true, true, true, true]);
    for (const [, socket] of [third, fourth].entries()) {
      socket.write(get(`/v2/${CONNECTION}/entityTypes`, withToken(bed)));
      await once(socket, 'data');
    }
    await once(await from(), 'close');
    expect([known, third, fourth, other].map(isOpen)).toEqual([true, true, true, true]);
    await expectDisconnected(bed, ['too many sockets: 2']);
  });

  test('beyond the limit of all addresses, the oldest unauthenticated socket of any address gives way', async () => {
    const bed = await open({ CONNECTOR_MAX_SOCKETS: '4' });
    const sockets: Socket[] = [];
    for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']) {
      sockets.push((await connectTo(bed, address)).resume());
    }
    expect((await bed.request('/healthz')).status).toBe(200);
    await until(() => sockets[0]?.closed ?? false);
    expect(sockets.map(isOpen)).toEqual([false, true, true, true]);
  });
});

describe('a stop', () => {
  test('a stop does not wait for clients without a token that do not read', async () => {
    const bed = await startTestBed();
    const client = await connectTo(bed);
    client.write(get('/openapi.json').repeat(12));
    expect((await bed.request('/healthz')).status).toBe(200);
    await bed.close();
    await once(client.resume(), 'close');
  });

  test('a stop waits for the answer of an authenticated caller only while the caller takes it', async () => {
    const bed = await startTestBed({ SIMULATOR_ROWS: '10000' });
    const client = await connectTo(bed);
    const inputs = { operation: 'LIST_ENTITIES', entity: 'Messages', listEntitiesPageSize: 10_000 };
    const { body } = json(inputs);
    const task = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
    client.write(`POST ${task} HTTP/1.1\r\nHost: x\r\n${withToken(bed)}Content-Length: ${body.length}\r\n\r\n${body}`);
    await until(() => bed.log.some((line) => line.includes('executeConnection')));
    let isStopped = false;
    const stopped = bed.close().then(() => (isStopped = true));
    expect((await bed.request('/healthz')).status).toBe(503);
    vi.advanceTimersByTime(25_000);
    expect((await bed.request('/healthz')).status).toBe(503);
    expect(isStopped).toBe(false);
    await advanceUntil(() => isStopped);
    await stopped;
  });
});
