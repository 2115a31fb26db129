import { describe, expect, test } from 'vitest';
import { createDatabase, createSession, type Notice } from '../src/index.js';
import { catalog, createClient, database, engine, scan } from './client.js';
import { NOW } from './world.js';

describe('settings', () => {
  test('count for the later statements of a session, and for no other', async () => {
    const [one, other] = [createClient(), createClient()];
    expect(await one.tag(`set timezone = 'Asia/Kolkata'; `)).toBe('SET');
    await other.run(`set time zone 'America/New_York'`);
    await other.run('set datestyle to german');
    const now = 'select now()::text';
    expect([await one.value(now), await other.value(now), await createClient().value(now)]).toEqual([
      '2026-11-25 03:58:58+05:30',
      '24.11.2026 17:28:58 EST',
      '2026-11-24 22:28:58+00',
    ]);
    expect(await other.value('show datestyle')).toBe('German, DMY');
    expect(other.session.parameters).toMatchObject({ DateStyle: 'German, DMY', TimeZone: 'America/New_York' });
  });

  test.each([
    ['set twilio.max_requests = 5', 'show twilio.max_requests', '5'],
    ["set statement_timeout to '1500ms'", 'show statement_timeout', '1500ms'],
    ['set statement_timeout to 60000', 'show statement_timeout', '1min'],
    ["set application_name to 'naïve'", 'show application_name', 'na?ve'],
    ["set names 'utf-8'", 'show client_encoding', 'UTF8'],
    ['set search_path to public, "$user"', 'show search_path', 'public, "$user"'],
    ['set extra_float_digits = 0', 'select (0.1::float8 + 0.2)::text', '0.3'],
    ['set twilio.allow_parent_scan to true', 'show twilio.allow_parent_scan', 'on'],
    ["set myapp.user_id = '7'", 'show myapp.user_id', '7'],
    ['set session characteristics as transaction read only', 'show default_transaction_read_only', 'on'],
    ['set timezone to default', 'show timezone', 'UTC'],
    ['set intervalstyle to iso_8601', "select '1 day'::interval::text", 'P1D'],
  ])('%s', async (set, show, expected) => {
    const client = createClient();
    expect(await client.tag(set)).toBe('SET');
    expect(await client.value(show)).toBe(expected);
    for (const reset of ['reset all', 'discard all']) {
      await client.run(set);
      await client.run(reset);
      expect(await client.value(show)).toBe(await createClient().value(show));
    }
  });

  test.each([
    ["set timezone to 'Nowhere'", '22023', 'invalid value for parameter "TimeZone": "Nowhere"'],
    ['set twilio.max_requests to 0', '22023', 'invalid value for parameter "twilio.max_requests": "0"'],
    ['set twilio.max_rows to 1', '42704', 'unrecognized configuration parameter "twilio.max_rows"'],
    ['set work_mem to 1', '42704', 'unrecognized configuration parameter "work_mem"'],
    ['set role postgres', '42501', 'ROLE cannot be set.'],
    ['set session authorization postgres', '42501', 'SESSION AUTHORIZATION cannot be set.'],
    ["set client_encoding to 'LATIN1'", '22023', 'invalid value for parameter "client_encoding": "LATIN1"'],
    ['set standard_conforming_strings to off', '22023', expect.stringContaining('standard_conforming_strings')],
    ['set server_version to 9', '55P02', 'parameter "server_version" cannot be changed'],
    ['reset role', '42501', 'ROLE cannot be set.'],
  ])('%s is refused', async (sql, sqlState, message) => {
    expect(await createClient().failure(sql)).toMatchObject({ sqlState, message });
  });

  test('the values of a client at the start are those to which RESET returns', async () => {
    const client = createClient(createSession({ timezone: 'Asia/Tokyo', application_name: 'psql' }));
    await client.run(`set timezone = 'UTC'`);
    await client.run('reset timezone');
    expect(await client.value('show timezone')).toBe('Asia/Tokyo');
    expect(() => createSession({ role: 'postgres' })).toThrow('ROLE cannot be set.');
  });

  test('the most requests of a statement are a setting', async () => {
    const client = createClient();
    await client.run('set twilio.max_requests = 3');
    expect(await client.failure('select count(*) from messages')).toMatchObject({
      sqlState: '53400',
      message: 'The statement needs more than its 3 requests.',
      detail: expect.stringContaining('Twilio\n  messages: about 50 requests') as string,
    });
  });

  test('a client learns from time to time how far a long read is, unless it wants no notices', async () => {
    let now = NOW;
    const slow = createDatabase({ catalog, scan, engine, now: () => (now += 500) });
    const session = createSession();
    const notices: Notice[] = [];
    const read = () => slow.run('select count(*) from messages', { session, notice: (each) => notices.push(each) });
    await read();
    expect(notices[0]).toEqual({
      severity: 'NOTICE',
      sqlState: '00000',
      message: expect.stringMatching(/^messages: \d+ rows read; \d+ requests to Twilio so far$/) as string,
    });
    expect(notices.length).toBeLessThan(50);
    await slow.run('set client_min_messages = warning', { session });
    notices.length = 0;
    await read();
    expect(notices).toEqual([]);
  });

  test('a table below a parent is read for all of its parents where the session allows it', async () => {
    const client = createClient();
    const count = 'select count(*) from participants';
    expect(await client.failure(count)).toMatchObject({
      sqlState: '55000',
      hint: expect.stringContaining('SET twilio.allow_parent_scan = on') as string,
    });
    await client.run('set twilio.allow_parent_scan = on');
    expect(Number(await client.value(count))).toBeGreaterThan(0);
  });

  test('a statement ends when its time is over', async () => {
    const client = createClient();
    await client.run('set statement_timeout = 50');
    const endless = 'select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b';
    expect(await client.failure(endless)).toMatchObject({
      sqlState: '57014',
      message: 'canceling statement due to statement timeout',
    });
  });

  test('a date is compared as the session writes it', async () => {
    const client = createClient();
    const count = 'select count(*) from messages where date_sent::date =';
    const iso = await client.run(`${count} '2026-11-23'`);
    await client.run('set datestyle to german');
    expect(await client.run(`${count} '23.11.2026'`)).toMatchObject({ rows: iso.rows, requests: iso.requests });
    expect(iso.requests).toBeLessThan(10);
    expect(Number(iso.rows?.[0]?.[0])).toBeGreaterThan(0);
  });

  test('are shown together', async () => {
    const { rows, columns } = await createClient().run('show all');
    expect(columns?.map(({ name }) => name)).toEqual(['name', 'setting', 'description']);
    expect(rows).toContainEqual(['twilio.max_requests', '1000', 'The most requests to Twilio of one statement.']);
  });
});

describe('transactions', () => {
  test('end with the settings that they began with when they are rolled back', async () => {
    const client = createClient();
    expect(await client.tag('begin')).toBe('BEGIN');
    const steps = ["set timezone = 'Asia/Tokyo'", 'savepoint a', "set local timezone = 'Asia/Kolkata'"];
    for (const step of steps) await client.run(step);
    expect(await client.value('show timezone')).toBe('Asia/Kolkata');
    expect(await client.tag('rollback to a')).toBe('ROLLBACK');
    expect(await client.value('show timezone')).toBe('Asia/Tokyo');
    expect(await client.tag('rollback')).toBe('ROLLBACK');
    expect(await client.value('show timezone')).toBe('UTC');
    await client.run('begin');
    await client.run("set timezone = 'Asia/Tokyo'");
    await client.run("set local datestyle = 'german'");
    expect(await client.tag('commit')).toBe('COMMIT');
    expect([await client.value('show timezone'), await client.value('show datestyle')]).toEqual([
      'Asia/Tokyo',
      'ISO, MDY',
    ]);
  });

  test('take nothing after an error until they end', async () => {
    const client = createClient();
    await client.run('begin');
    await client.run('savepoint a');
    await client.failure('select 1 / 0');
    expect(client.session.status).toBe('failed');
    for (const sql of ['select 1', 'show timezone', 'begin'])
      expect(await client.failure(sql)).toMatchObject({ sqlState: '25P02' });
    await client.run('rollback to a');
    expect([client.session.status, await client.value('select 1')]).toEqual(['transaction', '1']);
    await client.failure('select nothing');
    expect(await client.tag('commit')).toBe('ROLLBACK');
    expect([client.session.status, await client.value('select 1')]).toEqual(['idle', '1']);
  });

  test('say what has no effect, and refuse what is not possible', async () => {
    const client = createClient();
    for (const sql of ['commit', 'set local timezone to utc', 'begin', 'begin', 'rollback']) await client.run(sql);
    expect(client.notices.map(({ severity, sqlState }) => `${severity} ${sqlState}`)).toEqual([
      'WARNING 25P01',
      'WARNING 25P01',
      'WARNING 25001',
    ]);
    expect(await client.failure('savepoint a')).toMatchObject({ sqlState: '25P01' });
    await client.run('begin');
    expect(await client.failure('release a')).toMatchObject({ sqlState: '3B001' });
    await client.run('rollback');
    expect(await client.failure("prepare transaction 'a'")).toMatchObject({ sqlState: '0A000' });
  });

  test('have one time', async () => {
    let now = NOW;
    const moving = createDatabase({ catalog, scan, engine, now: () => (now += 1000) });
    const session = createSession();
    const times = async () => (await moving.run('select now()::text', { session })).rows?.[0]?.[0];
    const outside = [await times(), await times()];
    await moving.run('begin', { session });
    const inside = [await times(), await times()];
    expect(new Set(outside).size).toBe(2);
    expect(new Set(inside).size).toBe(1);
  });
});

describe('cursors', () => {
  test('return rows in parts until their transaction ends', async () => {
    const client = createClient();
    await client.run('begin');
    await client.run('declare c cursor for select n from generate_series(1, 5) n');
    expect((await client.run('fetch 2 from c')).rows).toEqual([['1'], ['2']]);
    expect(await client.tag('move 1 from c')).toBe('MOVE 1');
    expect(await client.run('fetch all from c')).toMatchObject({ tag: 'FETCH 2', rows: [['4'], ['5']] });
    expect(await client.failure('fetch backward 1 from c')).toMatchObject({ sqlState: '55000' });
    await client.run('rollback');
    expect(await client.failure('fetch c')).toMatchObject({ sqlState: '34000' });
  });

  test('may outlive it with HOLD, and need it without', async () => {
    const client = createClient();
    expect(await client.failure('declare c cursor for select 1')).toMatchObject({ sqlState: '25P01' });
    await client.run('declare c cursor with hold for select 7');
    expect(await client.failure('declare c cursor with hold for select 7')).toMatchObject({ sqlState: '42P03' });
    expect(await client.value('fetch c')).toBe('7');
    expect(await client.tag('close c')).toBe('CLOSE CURSOR');
    expect(await client.failure('close c')).toMatchObject({ sqlState: '34000' });
  });
});

test('a statement that only concerns a session is refused without one', async () => {
  await expect(database.query('set timezone to utc')).rejects.toMatchObject({ sqlState: '0A000' });
  expect((await database.query('show timezone')).rows).toEqual([['UTC']]);
});
