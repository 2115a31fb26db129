import { createCertificate } from '@tooling/vitest/certificate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { int32, message, text } from '../src/bytes/parts.js';
import { type Bed, PASSWORD, startBed } from './bed.js';
import { fieldsOf, RawClient, sent, typesOf } from './raw-client.js';

const certificate = createCertificate();
let bed: Bed;
beforeAll(async () => {
  bed = await startBed({ certificate: () => certificate, maxMessageBytes: 100_000 });
});
afterAll(() => bed.stop());

const loggedIn = () => RawClient.loggedIn(bed.server.port, PASSWORD);

describe('the extended protocol', () => {
  test('answers messages in their order, and leaves out everything between an error and Sync', async () => {
    const { client } = await loggedIn();
    client.send(sent.parse('', 'select nothing'), sent.bind('', ''), sent.describe('P', ''), sent.execute(''));
    client.send(
      sent.parse('', 'select 1'),
      sent.sync(),
      sent.parse('', 'select 1'),
      sent.bind('', ''),
      sent.execute(''),
    );
    client.send(sent.sync());
    expect(typesOf(await client.until('Z'))).toBe('12EZ');
    expect(typesOf(await client.until('Z'))).toBe('12DCZ');
  });

  test('describes a statement before it runs, with the types of its parameters', async () => {
    const { client } = await loggedIn();
    client.send(sent.parse('s', 'select $1::int8 as n'), sent.describe('S', 's'), sent.sync());
    const messages = await client.until('Z');
    expect(typesOf(messages)).toBe('1tTZ');
    expect(messages[1]?.body).toEqual(Buffer.concat([Buffer.of(0, 1), int32(20)]));
  });

  test('describes a cursor that a statement declared like a portal', async () => {
    const { client } = await loggedIn();
    client.send(sent.describe('P', 'declared'), sent.sync(), sent.describe('P', 'missing'), sent.sync());
    expect(typesOf(await client.until('Z'))).toBe('TZ');
    expect(fieldsOf(await client.until('Z'))).toMatchObject({ C: '34000' });
  });

  test('does not run a write before the client says so', async () => {
    const { client } = await loggedIn();
    client.send(sent.query('create table writes (n int)'));
    await client.until('Z');
    client.send(sent.parse('', 'insert into writes values (1) returning n'), sent.bind('', ''), sent.describe('P', ''));
    client.send(sent.sync());
    expect(typesOf(await client.until('Z'))).toBe('12TZ');
    client.send(sent.query('select * from writes'));
    expect(typesOf(await client.until('Z'))).toBe('TCZ');
  });

  test('closes portals at the end of a transaction, and keeps named statements', async () => {
    const { client } = await loggedIn();
    client.send(sent.parse('s', 'select 1'), sent.bind('p', 's'), sent.execute('p', 0), sent.sync());
    await client.until('Z');
    client.send(sent.execute('p'), sent.sync());
    expect(fieldsOf(await client.until('Z'))).toMatchObject({ C: '34000' });
    client.send(sent.bind('p', 's'), sent.close('P', 'p'), sent.close('S', 's'), sent.bind('p', 's'), sent.sync());
    const messages = await client.until('Z');
    expect([typesOf(messages), fieldsOf(messages).C]).toEqual(['233EZ', '26000']);
  });

  test.each([
    ['a statement name twice', [sent.parse('s', 'select 1'), sent.parse('s', 'select 1')], '42P05'],
    ['a portal name twice', [sent.parse('', 'select 1'), sent.bind('p', ''), sent.bind('p', '')], '42P03'],
    ['two statements in one', [sent.parse('', 'select 1; select 2')], '42601'],
    ['a thousand statements', Array.from({ length: 1001 }, (_, index) => sent.parse(`s${index}`, 'select 1')), '53400'],
  ])('refuses %s', async (_, messages, code) => {
    const { client } = await loggedIn();
    client.send(...messages, sent.sync());
    expect(fieldsOf(await client.until('Z')).C).toBe(code);
  });

  test('a text without a statement has an empty answer in both protocols', async () => {
    const { client } = await loggedIn();
    client.send(sent.query(' ; '));
    expect(typesOf(await client.until('Z'))).toBe('IZ');
    client.send(
      sent.parse('', ''),
      sent.describe('S', ''),
      sent.bind('', ''),
      sent.describe('P', ''),
      sent.execute(''),
    );
    client.send(sent.sync());
    expect(typesOf(await client.until('Z'))).toBe('1tn2nIZ');
  });
});

test('the data of a COPY is sent in parts', async () => {
  const { client } = await loggedIn();
  client.send(sent.query('copy (select 1) to stdout'));
  const messages = await client.until('Z');
  expect(typesOf(messages)).toBe('HddcCZ');
  expect(messages.filter(({ type }) => type === 'd').map(({ body }) => body.toString())).toEqual(['1\n', '2\n']);
});

describe('a client that breaks the protocol', () => {
  test.each<readonly [string, readonly Uint8Array[]]>([
    ['a message of an unknown type', [message('!', Buffer.alloc(10))]],
    ['a text that does not end', [message('Q', Buffer.from('select 1'))]],
    ['a message that is longer than allowed', [Buffer.concat([Buffer.from('Q'), int32(100_001)])]],
    ['a negative length', [Buffer.concat([Buffer.from('Q'), int32(-1)])]],
    ['a value that is longer than its message', [message('B', text(''), text(''), Buffer.of(0, 0, 0, 1), int32(99))]],
    ['an unknown format', [message('B', text(''), text(''), Buffer.of(0, 1, 0, 7, 0, 0, 0, 0))]],
    ['a description of something else', [message('D', Buffer.from('X'), text(''))]],
  ])('by %s gets an error, and is disconnected', async (_, messages) => {
    const { client } = await loggedIn();
    client.send(...messages);
    const answer = await client.until('no such type');
    expect(fieldsOf(answer)).toMatchObject({ S: 'FATAL', C: '08P01' });
  });

  test.each<readonly [string, Uint8Array]>([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['version 2', sent.startup({ user: 'a' }, 0x00_02_00_00)],
    ['no user', sent.startup({ database: 'a' })],
    ['a long first message', Buffer.concat([int32(10_001), Buffer.alloc(10_000)])],
    ['bytes behind the wish for encryption', Buffer.concat([sent.tls(), sent.startup({ user: 'a' })])],
  ])('from the start with %s gets an error, and is disconnected', async (_, bytes) => {
    const client = await RawClient.open(bed.server.port);
    client.send(bytes);
    expect(fieldsOf(await client.until('no such type')).S).toBe('FATAL');
  });

  test('with a query in place of a password is refused', async () => {
    const client = await RawClient.open(bed.server.port);
    client.send(sent.startup({ user: 'cleartext' }), sent.query('select 1'));
    expect(fieldsOf(await client.until('no such type')).C).toBe('08P01');
  });

  test('does not disturb others', async () => {
    const client = new pg.Client(bed.connection);
    await client.connect();
    for (const bytes of [Buffer.alloc(4), Buffer.alloc(1000, 0xff), Buffer.from('\0')]) {
      (await RawClient.open(bed.server.port)).socket.end(bytes);
    }
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});

describe('encryption', () => {
  test('starts when the client asks for it', async () => {
    const client = new pg.Client({ ...bed.connection, user: 'cleartext', ssl: { rejectUnauthorized: false } });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    const wrong = new pg.Client({
      ...bed.connection,
      user: 'cleartext',
      password: 'x',
      ssl: { rejectUnauthorized: false },
    });
    await expect(wrong.connect()).rejects.toThrow('encrypted: true');
  });

  test('by GSSAPI is refused, and the client goes on without it', async () => {
    const client = await RawClient.open(bed.server.port);
    client.send(sent.gssapi());
    expect(await client.byte()).toBe('N');
    client.send(sent.startup({ user: 'cleartext' }), sent.password(PASSWORD));
    expect(typesOf(await client.until('Z'))).toMatch(/^RRS+KZ$/);
  });

  test('is refused by a server without a certificate', async () => {
    const plain = await startBed();
    const client = await RawClient.open(plain.server.port);
    client.send(sent.tls());
    expect(await client.byte()).toBe('N');
    await plain.stop();
  });
});

describe('cancelling', () => {
  test('takes the secret of the connection', async () => {
    const { client, processId, secret } = await loggedIn();
    client.send(sent.query('select wait'));
    expect(fieldsOf(await client.until('N'))).toMatchObject({ S: 'NOTICE', M: 'waiting' });
    const wrong = Buffer.from(secret.map((byte) => byte ^ 1));
    for (const key of [wrong, Buffer.alloc(0)]) {
      const other = await RawClient.open(bed.server.port);
      other.send(sent.cancel(processId, key));
      expect(await other.until('no such type')).toEqual([]);
    }
    const other = await RawClient.open(bed.server.port);
    other.send(sent.cancel(processId, secret));
    expect(fieldsOf(await client.until('Z'))).toMatchObject({ S: 'ERROR', C: '57014' });
  });

  test('happens by itself when the client goes', async () => {
    const { client } = await loggedIn();
    const before = bed.closed();
    client.send(sent.query('select wait'));
    await client.until('N');
    client.socket.destroy();
    await expect.poll(() => bed.closed()).toBe(before + 1);
  });
});

test('a version of the protocol that is newer, and options that are not known, are negotiated', async () => {
  const client = await RawClient.open(bed.server.port);
  client.send(sent.startup({ user: 'cleartext', '_pq_.feature': 'on' }, 0x00_03_00_02), sent.password(PASSWORD));
  const messages = await client.until('Z');
  expect(messages.find(({ type }) => type === 'v')?.body.toString('latin1')).toContain('_pq_.feature');
});

test('a client that does not log in is disconnected', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const small = await startBed({ loginTimeoutMs: 15_000 });
  const client = await RawClient.open(small.server.port);
  vi.advanceTimersByTime(15_000);
  expect(await client.until('no such type')).toEqual([]);
  vi.useRealTimers();
  await small.stop();
});
