import { afterAll, beforeEach, expect, test } from 'vitest';
import { createPgliteEngine } from '../src/index.js';
import { createWriteBed, type WriteBed } from './write-world.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());

let bed: WriteBed;
beforeEach(() => {
  bed = createWriteBed(engine);
});

test.each([
  [`insert into messages values ('+1', 'a')`, '0A000', 'needs a list of columns'],
  [`insert into messages default values`, '0A000', 'DEFAULT VALUES'],
  [`insert into messages ("to", body) values ('+1', default)`, '0A000', 'DEFAULT is not supported'],
  [`insert into messages ("to", body) values ('+1', 'a') on conflict do nothing`, '0A000', 'ON CONFLICT'],
  [`insert into messages ("to", body) overriding user value values ('+1', 'a')`, '0A000', 'OVERRIDING'],
  [`with x as (select 1) insert into messages ("to", body) select '+1', 'a' from x`, '0A000', 'WITH before INSERT'],
  [`with x as (select 1) delete from messages where true`, '0A000', 'WITH before DELETE'],
  [
    `with x as (delete from messages where true returning *) select * from x`,
    '0A000',
    'DELETE inside of another statement',
  ],
  [`merge into messages m using numbers n on true when matched then delete`, '0A000', 'MERGE is not supported'],
  [`truncate messages`, '0A000', 'TRUNCATE is not supported'],
  [`update messages set body = 'x'`, '0A000', 'UPDATE without WHERE is refused'],
  [`delete from messages`, '0A000', 'DELETE without WHERE is refused'],
  [`update messages set (body, segments) = ('x', 1) where sid = 'SM1'`, '0A000', 'SET (…) = (…)'],
  [`update messages set body = default where sid = 'SM1'`, '0A000', 'DEFAULT'],
  [`update messages set body[1] = 'x' where sid = 'SM1'`, '0A000', 'A part of the column body'],
  [
    `insert into messages ("to", sid, body, date_sent) values ('+1', 'SM1', 'x', now())`,
    '428C9',
    'INSERT cannot set sid, date_sent of messages',
  ],
  [
    `update messages set sid = 'SM2', "to" = '+1' where sid = 'SM1'`,
    '428C9',
    'UPDATE cannot change sid, to of messages',
  ],
  [`update messages set nothing = 1 where sid = 'SM1'`, '42703', 'column "nothing" of relation "messages"'],
  [`insert into messages (segments) values (1)`, '23502', 'to, body of messages must have a value'],
  [`insert into messages ("to", body, "to") values ('+1', 'a', '+2')`, '42701', 'column "to" specified more than once'],
  [`insert into messages ("to", body) values ('+1', 'a', 'b')`, '42601', 'more expressions than target columns'],
  [`insert into messages ("to", body) select '+1'`, '42601', 'more target columns than expressions'],
  [`insert into numbers (phone_number) values ('+1')`, '0A000', 'INSERT is not supported for the table numbers'],
  [`update media set sid = 'x' where sid = 'ME1'`, '0A000', 'UPDATE is not supported for the table media'],
  [`insert into calls ("to") values ('+1')`, '42501', 'The table calls is not available on this connection'],
  [`select 1 from "Calls"`, '42501', 'The table Calls is not available on this connection'],
  [`insert into nothing ("to") values ('+1')`, '42P01', 'relation "nothing" does not exist'],
  [
    `insert into messages ("to", body, segments) values ('+1', 'a', 'many')`,
    '22P02',
    'invalid input syntax for type bigint',
  ],
  [`insert into messages ("to", body) values ('+1', pg_read_file('x'))`, '42501', 'pg_read_file is not available'],
  [
    `insert into messages ("to", body) values ('+1', 'a') returning nothing`,
    '42703',
    'column "nothing" does not exist',
  ],
  [
    `insert into messages ("to", body) values ('+1', 'a') returning (select 1 from numbers)`,
    '0A000',
    'A subquery in RETURNING',
  ],
  [`delete from messages where sid = 'SM1' returning with (old as o) o.sid`, '0A000', 'RETURNING WITH'],
  [`call nothing()`, '42883', 'procedure nothing does not exist'],
  [`call send_message("to" => '+1')`, '23502', 'body of send_message must have a value'],
  [`call send_message("to" => '+1', 'x')`, '42601', 'positional argument cannot follow named argument'],
  [`call send_message("to" => '+1', body => 'x', other => 1)`, '42883', 'has no parameter "other"'],
  [`call send_message('1', '2', '3', '4')`, '42883', 'has only 3 parameters'],
  [`call send_message('1', '2', "to" => '3')`, '42601', 'parameter "to" is given more than once'],
])('%s is refused with %s', async (sql, sqlState, message) => {
  expect(await bed.refused(sql)).toMatchObject({ sqlState, message: expect.stringContaining(message) });
});

test('a write of a database that only reads is refused', async () => {
  const error = await createWriteBed(engine, () => undefined).refused(
    `insert into messages ("to", body) values ('+1', 'a')`,
  );
  expect(error).toMatchObject({ sqlState: '25006' });
});

test('a row that is not valid is refused before the first is sent', async () => {
  const error = await bed.refused(
    `insert into messages ("to", body) values ('+1', 'a'), ('+1', 'invalid'), ('+1', 'b')`,
  );
  expect(error).toMatchObject({
    sqlState: 'TW002',
    message: 'Row 2 of 3 failed: Body is not valid.',
    detail: 'Row 1 not attempted. Row 2 failed. Row 3 not attempted.',
  });
});

test('more rows than requests are left are refused before the first is sent', async () => {
  const sql = `insert into messages ("to", body) values ('+1', 'a'), ('+2', 'b')`;
  expect(await bed.refused(sql, { maxRequests: 1 })).toMatchObject({
    sqlState: '53400',
    detail: '2 rows take 2 requests.',
  });
});
