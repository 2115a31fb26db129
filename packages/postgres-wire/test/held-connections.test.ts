import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type ListenOptions, type Session, WireError } from '../src/index.js';
import { PASSWORD, startBed } from './bed.js';
import { fieldsOf, RawClient, sent } from './raw-client.js';

// Clients that do not hang up, take nothing or leave something open hold neither places, nor memory, nor a stop.

afterEach(() => void vi.useRealTimers());
const holdTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

async function open(options: Partial<ListenOptions> & Pick<Session, 'hold'> = {}) {
  const bed = await startBed(options);
  onTestFinished(() => bed.stop());
  return bed;
}

/** A client that never hangs up on its own. */
async function clinging(
  { server }: Awaited<ReturnType<typeof open>>,
  ...bytes: readonly Uint8Array[]
): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.resume().write(Buffer.concat(bytes));
  return socket;
}

const NOISE = Buffer.alloc(4);

describe('places', () => {
  test('clients that do not hang up after a refusal give way to others, and are disconnected after five seconds', async () => {
    holdTime();
    const bed = await open({ maxClients: 3 });
    for (let count = 0; count < 8; count += 1) await once(await clinging(bed, NOISE), 'end');
    expect(bed.server.clients).toBe(3);
    const honest = new pg.Client(bed.connection);
    await honest.connect();
    vi.advanceTimersByTime(5000);
    await expect.poll(() => bed.server.clients).toBe(1);
    expect((await honest.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await honest.end();
  });

  test('clients that have logged in do not give way to strangers, and more than allowed are refused', async () => {
    const bed = await open({ maxClients: 1 });
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    for (let count = 0; count < 4; count += 1) await RawClient.open(bed.server.port);
    await expect(new pg.Client(bed.connection).connect()).rejects.toMatchObject({ code: '53300' });
    client.send(sent.query('select 1'));
    expect((await client.until('Z')).at(-1)?.type).toBe('Z');
    client.socket.destroy();
    const next = new pg.Client(bed.connection);
    await expect.poll(() => bed.closed()).toBe(2);
    await next.connect();
    await next.end();
  });
});

describe('a stop', () => {
  test.each<readonly [string, readonly Uint8Array[]]>([
    ['nothing', []],
    ['noise', [NOISE]],
    ['the request to cancel a statement', [sent.cancel(1, Buffer.alloc(4))]],
    ['a wrong password', [sent.startup({ user: 'cleartext' }), sent.password('wrong')]],
    [
      'a password and half of a batch',
      [sent.startup({ user: 'cleartext' }), sent.password(PASSWORD), sent.parse('', 'select 1')],
    ],
  ])('does not wait for a client that sent %s and does not hang up', async (_, bytes) => {
    holdTime();
    const bed = await open();
    await clinging(bed, ...bytes);
    await expect.poll(() => bed.server.clients).toBe(1);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    await bed.server.close(60_000);
  });

  test('waits for the answer of a client only while the client takes it', async () => {
    holdTime();
    const bed = await open();
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.socket.pause();
    client.send(sent.query(`select repeat('x', 10000) from generate_series(1, 2000)`));
    await expect.poll(() => bed.results.opened).toBe(1);
    const closing = bed.server.close(600_000);
    let isClosed = false;
    void closing.then(() => (isClosed = true));
    vi.advanceTimersByTime(25_000);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(isClosed).toBe(false);
    while (!isClosed) {
      vi.advanceTimersByTime(5000);
      await turn();
    }
  });
});

describe('what a client leaves open', () => {
  test('the rows of a result are given back when the connection ends by a message that breaks the protocol', async () => {
    const bed = await open();
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.send(sent.parse('', 'select generate_series(1, 9)'), sent.bind('', ''), sent.execute('', 1));
    client.send(Buffer.concat([Buffer.from('Q'), Buffer.alloc(4)]));
    await client.until('the end');
    expect([bed.results.opened, bed.results.closed]).toEqual([1, 1]);
  });

  test('a client that leaves a result open, and sends nothing for ten minutes, is disconnected', async () => {
    holdTime();
    const bed = await open();
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    const idle = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.send(sent.parse('', 'select generate_series(1, 9)'), sent.bind('', ''), sent.execute('', 1), sent.flush());
    await client.until('s');
    vi.advanceTimersByTime(10 * 60_000);
    expect(fieldsOf(await client.until('the end'))).toMatchObject({ S: 'FATAL', C: '25P03' });
    await expect.poll(() => bed.results.closed).toBe(1);
    idle.client.send(sent.query('select 1'));
    expect((await idle.client.until('Z')).at(-1)?.type).toBe('Z');
  });
});

describe('the memory of what a client keeps', () => {
  test('is set aside for statements and the parameters of portals, and given back with them', async () => {
    let held = 0;
    const bed = await open({
      hold(bytes) {
        if (held + bytes > 1000) throw new WireError('53000', 'too little memory');
        held += bytes;
        return () => void (held -= bytes);
      },
    });
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    const exchange = async (...messages: readonly Uint8Array[]) => {
      client.send(...messages, sent.sync());
      return fieldsOf(await client.until('Z')).C;
    };
    const long = `select '${'x'.repeat(400)}'`;
    expect(await exchange(sent.parse('a', long), sent.parse('b', long))).toBeUndefined();
    expect(held).toBe(2 * long.length);
    expect(await exchange(sent.parse('c', long))).toBe('53000');
    expect(await exchange(sent.close('S', 'a'), sent.parse('', long), sent.parse('', 'select 1'))).toBeUndefined();
    expect(held).toBe(long.length + 8);
    client.send(
      sent.parse('', 'select $1'),
      sent.bindTexts('', '', ['y'.repeat(300)]),
      sent.describe('P', ''),
      sent.flush(),
    );
    await client.until('T');
    expect(held).toBeGreaterThan(long.length + 300);
    expect(await exchange()).toBeUndefined();
    expect(held).toBe(long.length + 9);
    client.socket.destroy();
    await expect.poll(() => held).toBe(0);
  });
});
