import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { int16, int32, message, text } from '../src/bytes/parts.js';
import { type Bed, PASSWORD, startBed } from './bed.js';
import { fieldsOf, RawClient, sent, typesOf } from './raw-client.js';

let bed: Bed;
let honest: pg.Client;
beforeAll(async () => {
  bed = await startBed();
  honest = new pg.Client(bed.connection);
  await honest.connect();
});
afterAll(async () => {
  await honest.end();
  await bed.stop();
});

/** A client that was there before goes on. */
async function expectOthersUndisturbed(): Promise<void> {
  expect((await honest.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
}

/** Bytes that look random, the same for a seed. */
function noise(seed: number, length: number): Buffer {
  let state = seed;
  return Buffer.from(Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16));
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const disconnected = async ({ socket }: RawClient): Promise<void> => {
  socket.end();
  if (!socket.closed) await once(socket, 'close');
};

test('noise in place of a login ends the connection', async () => {
  for (const seed of SEEDS) {
    const client = await RawClient.open(bed.server.port);
    client.send(noise(seed, 20 * seed));
    await disconnected(client);
  }
  await expectOthersUndisturbed();
});

test('noise after a login ends the connection, or is answered with an error', async () => {
  for (const seed of SEEDS) {
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.send(noise(seed, 20 * seed));
    await disconnected(client);
  }
  await expectOthersUndisturbed();
});

test('noise inside of messages is an error of its own, and the connection goes on or ends', async () => {
  for (const type of 'B C D E F H P Q S X c d f p \0 ~'.split(' ')) {
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    for (const seed of SEEDS.slice(0, 5)) client.send(message(type, noise(seed, 50)));
    client.send(sent.sync());
    await disconnected(client);
  }
  await expectOthersUndisturbed();
});

test('lengths that are negative, too small or huge end the connection', async () => {
  for (const length of [-(2 ** 31), -1, 0, 3, 2 ** 31 - 1]) {
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.send(Buffer.concat([Buffer.from('Q'), int32(length)]));
    expect(fieldsOf(await client.until('end'))).toMatchObject({ S: 'FATAL' });
  }
  await expectOthersUndisturbed();
});

test('clients that stop in the middle of a message, or close one side, keep nothing open', async () => {
  const before = bed.server.clients;
  const halves = [sent.startup({ user: 'cleartext' }).subarray(0, 9), Buffer.from('Q'), Buffer.alloc(0)];
  for (const half of halves) {
    const client = await RawClient.open(bed.server.port);
    client.send(half);
    await disconnected(client);
  }
  for (const half of [sent.query('select 1').subarray(0, 7), sent.parse('', 'select 1'), Buffer.alloc(0)]) {
    const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
    client.send(half);
    await disconnected(client);
  }
  await expect.poll(() => bed.server.clients).toBe(before);
  await expectOthersUndisturbed();
});

const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => item(n)).join();

test('a parameter that is much longer than what a client may send ahead arrives', async () => {
  const value = 'x'.repeat(5_000_000);
  expect((await honest.query('select length($1::text) as n', [value])).rows).toEqual([{ n: 5_000_000 }]);
});

test('10,000 parameters arrive', async () => {
  const values = Array.from({ length: 10_000 }, (_, index) => index);
  const sql = `select cardinality(array[${many(10_000, (index) => `$${index + 1}::int`)}]) as n`;
  expect((await honest.query(sql, values)).rows).toEqual([{ n: 10_000 }]);
});

test('a message with fewer parameters than it says is refused', async () => {
  const { client } = await RawClient.loggedIn(bed.server.port, PASSWORD);
  for (const count of [1, 60_000, 65_535]) {
    const bind = message('B', text(''), text(''), int16(0), int16(count - (count > 32_767 ? 65_536 : 0)), int16(0));
    client.send(sent.parse('', 'select 1'), bind, sent.sync());
  }
  expect(typesOf(await client.until('end').catch(() => []))).toMatch(/E/);
  await expectOthersUndisturbed();
});
