import { beforeAll, expect, test } from 'vitest';
import type { Table } from '../catalog/catalog.js';
import { createTableNames } from '../catalog/table-names.js';
import { loadLibraries } from '../syntax/libraries.js';
import { parseStatement } from '../syntax/parse.js';
import { limitOf } from './limit.js';
import { prepare, type PreparedStatement } from './prepare.js';

beforeAll(loadLibraries);

const messages: Table = {
  name: 'messages',
  pageSize: 50,
  columns: [
    { name: 'sid', type: 'text' },
    { name: 'date_sent', type: 'timestamptz', aliases: ['DateSent'] },
    { name: 'to', type: 'text' },
  ],
};
const phoneNumbers: Table = {
  name: 'phone_numbers',
  aliases: ['PhoneNumbers'],
  pageSize: 50,
  columns: [
    { name: 'sid', type: 'text' },
    { name: 'date_created', type: 'timestamptz', aliases: ['DateCreated'] },
  ],
};
const tables = createTableNames({ tables: [messages, phoneNumbers] });
const prepared = async (sql: string): Promise<PreparedStatement> => prepare({ sql, node: parseStatement(sql) }, tables);
const rewritten = async (sql: string): Promise<string> => (await prepared(sql)).sql;
const usedOf = async (sql: string): Promise<unknown> =>
  (await prepared(sql)).references.map(({ usedColumns }) => usedColumns.join());
const errorOf = (sql: string): Promise<unknown> => rewritten(sql).catch((error: unknown) => error);

const M1 = 'twilio_scan."messages_1"';

test.each([
  ['select sid from messages', `select sid from ${M1} as "messages"`],
  ['select m.sid from public.messages as m;', `select m.sid from ${M1} as m`],
  ['select public.messages.sid from public . messages', `select messages.sid from ${M1} as "messages"`],
  ['table messages', `table ${M1}`],
  ['select 1 from messages a, messages b', `select 1 from ${M1} a, twilio_scan."messages_2" b`],
  ['select \'é\', "é".sid from messages "é"; -- comment; /* another */', `select 'é', "é".sid from ${M1} "é"`],
  ['with messages as (select 1) select * from messages', 'with messages as (select 1) select * from messages'],
  [
    'with m as (select * from messages) select * from m, public.messages',
    `with m as (select * from ${M1} as "messages") select * from m, twilio_scan."messages_2" as "messages"`,
  ],
  [
    'with recursive messages as (select 1 union all select * from messages) select * from messages',
    'with recursive messages as (select 1 union all select * from messages) select * from messages',
  ],
  [
    'with messages as (select * from messages) select * from messages',
    `with messages as (select * from ${M1} as "messages") select * from messages`,
  ],
])('%s becomes a statement over slots', async (sql, expected) => {
  expect(await rewritten(sql)).toBe(expected);
});

test.each([
  ['SELECT DateSent FROM Messages', `SELECT "date_sent" FROM ${M1} as "messages"`],
  ['SELECT "DateSent" FROM "Messages"', `SELECT "date_sent" FROM ${M1} as "Messages"`],
  [
    'SELECT DateCreated FROM PhoneNumbers',
    'SELECT "date_created" FROM twilio_scan."phone_numbers_1" as "phonenumbers"',
  ],
  [
    'SELECT "t"."DateSent" FROM (SELECT "DateSent" AS "DateSent" FROM Messages) "t"',
    `SELECT "t"."DateSent" FROM (SELECT "date_sent" AS "DateSent" FROM ${M1} as "messages") "t"`,
  ],
  [
    'select DateSent from (select DateSent from Messages) t',
    `select "date_sent" from (select "date_sent" from ${M1} as "messages") t`,
  ],
  ['select DateSent from (select * from Messages) t', `select "date_sent" from (select * from ${M1} as "messages") t`],
  [
    'with c as (select DateSent from messages) select c.DateSent from c',
    `with c as (select "date_sent" from ${M1} as "messages") select c."date_sent" from c`,
  ],
  [
    'with c (datesent) as (select DateSent from messages) select DateSent from c',
    `with c (datesent) as (select "date_sent" from ${M1} as "messages") select DateSent from c`,
  ],
  [
    'select max(DateSent) as DateSent from Messages order by DateSent',
    `select max("date_sent") as DateSent from ${M1} as "messages" order by DateSent`,
  ],
  [
    'select 1 from messages m where exists (select 1 from phone_numbers n where n.DateCreated > m.DateSent)',
    `select 1 from ${M1} m where exists (select 1 from twilio_scan."phone_numbers_1" n where n."date_created" > m."date_sent")`,
  ],
])('%s finds columns by their other names', async (sql, expected) => {
  expect(await rewritten(sql)).toBe(expected);
});

test('a column that is not used is not read', async () => {
  expect(await usedOf('select DateSent from messages where sid = $1')).toEqual(['sid,date_sent']);
  expect(await usedOf('select count(*) from messages')).toEqual(['']);
  expect(await usedOf('select 1 from messages a join messages b using (sid)')).toEqual(['sid', 'sid']);
  for (const sql of [
    'select * from messages',
    'table messages',
    'select m from messages m',
    'select x from messages m (x)',
    'select 1 from messages a natural join messages b',
    'select row_to_json(messages) from messages',
  ]) {
    expect(await usedOf(sql), sql).toContain('sid,date_sent,to');
  }
});

test.each([
  ['select 1 from nothing', { sqlState: '42P01', message: 'relation "nothing" does not exist', position: 15 }],
  ['select 1 from other.messages', { sqlState: '42P01' }],
  ['select 1 from db.public.messages', { sqlState: '42P01' }],
  ['select 1 from twilio_scan.messages_1', { sqlState: '42P01' }],
  ['select 1 from pg_authid', { sqlState: '0A000' }],
  ['select 1 from pg_catalog.pg_class', { sqlState: '0A000' }],
  ['select 1 from information_schema.tables', { sqlState: '0A000' }],
  ['select 1 frm messages', { sqlState: '42601', position: 14 }],
  ['select 1; select 2', { sqlState: '0A000' }],
  ['-- nothing', { sqlState: '42601' }],
  [`select 1 from ${Array.from({ length: 101 }, (_, index) => `messages m${index}`).join()}`, { sqlState: '54001' }],
])('%s is refused', async (sql, error) => {
  expect(await errorOf(sql)).toMatchObject(error);
});

test.each([
  ['a long statement', 3000],
  ['a short one', 3],
])('%s lets others have a turn before it is rewritten only if that takes long', async (_name, count) => {
  let hasTurned = false;
  setImmediate(() => (hasTurned = true));
  await prepared(`select 1 from messages where sid in (${Array.from({ length: count }, () => "'x'").join()})`);
  expect(hasTurned).toBe(count === 3000);
});

test.each([
  ['select sid from messages limit 5 offset 2', [], undefined, { rows: 5, offset: 2, isOrdered: false }],
  ['select sid from messages order by 1 limit $1', ['7'], 3, { rows: 3, offset: 0, isOrdered: true }],
  ['select sid from messages limit 0', [], undefined, { rows: 0, offset: 0, isOrdered: false }],
  ['select sid from messages limit 1 + 1', [], undefined, undefined],
  ['select sid from messages limit all', [], undefined, undefined],
  ['select sid from messages order by sid fetch first 3 rows with ties', [], undefined, undefined],
  ['select sid from messages', [], undefined, undefined],
  [
    'select s from (select sid as s from messages order by 1) q limit 3',
    [],
    undefined,
    { rows: 3, offset: 0, isOrdered: true },
  ],
  [
    'select sid from messages m where sid in (select sid from messages order by 1) limit 3',
    [],
    undefined,
    { rows: 3, offset: 0, isOrdered: false },
  ],
])('the limit of %s is known', async (sql, parameters, maxRows, expected) => {
  expect(limitOf(await prepared(sql), parameters, maxRows).limit).toEqual(expected);
});

test('a statement without LIMIT gets one where its caller wants few rows', async () => {
  const { sql, limit } = limitOf(await prepared('select sid from messages -- all'), [], 4);
  expect(limit).toEqual({ rows: 4, offset: 0, isOrdered: false });
  expect(sql).toContain('\n) as result limit 4');
});
