import { beforeAll, describe, expect, test } from 'vitest';
import { loadLibraries } from '../syntax/libraries.js';
import { parseStatement } from '../syntax/parse.js';
import { checkAllowed } from './check.js';

beforeAll(loadLibraries);

const check = (sql: string): unknown => {
  try {
    checkAllowed(parseStatement(sql));
    return 'allowed';
  } catch (error) {
    return error;
  }
};

/** Statements that are refused, by the SQLSTATE. */
const REFUSED = {
  '0A000': [
    'insert into m values (1)',
    'update m set a = 1',
    'delete from m',
    'merge into m using n on true when matched then delete',
    'truncate m',
    'create table m (a int)',
    'create temp table m as select 1',
    'create view v as select 1',
    "create function f() returns int language sql as 'select 1'",
    'create extension dblink',
    'alter table m add a int',
    'alter system set work_mem = 1',
    'alter role postgres superuser',
    'drop table m',
    'grant all on m to public',
    'reassign owned by a to b',
    'set role postgres',
    'set session authorization postgres',
    'set work_mem = 1',
    "set local timezone to 'UTC'",
    'reset all',
    'show data_directory',
    'begin',
    'commit',
    'rollback',
    'savepoint a',
    "prepare transaction 'a'",
    'do $$ begin perform 1; end $$',
    'call f()',
    "copy m to '/tmp/x'",
    "copy m from program 'id'",
    'copy (select 1) to stdout',
    'listen a',
    'notify a',
    'unlisten *',
    'lock table m',
    'vacuum',
    'analyze m',
    'select tableoid from m',
    'select m.ctid from m',
    'select 1 from m where xmin is not null',
    'cluster',
    'checkpoint',
    'reindex table m',
    "load '/tmp/x.so'",
    'discard all',
    'declare c cursor for select 1',
    'fetch c',
    'close c',
    'prepare p as select 1',
    'execute p',
    'deallocate p',
    'explain select 1',
    'explain analyze delete from m',
    "comment on table m is 'x'",
    "security label on table m is 'x'",
    'refresh materialized view m',
    'import foreign schema s from server t into u',
    'select * into m from n',
    'select * from m for update',
    'select * from m for share skip locked',
    'with d as (delete from m returning *) select * from d',
    'with i as (insert into m values (1) returning *) select * from i',
    'select (with u as (update m set a = 1 returning a) select a from u)',
    'select * from m tablesample system (1)',
    "select * from xmltable('/a' passing '<a/>' columns b text)",
    "select xmlparse(document '<a/>')",
  ],
  '42501': [
    'select pg_sleep(1)',
    'select pg_catalog.pg_sleep(1)',
    'select (select pg_sleep(1))',
    'select 1 where pg_sleep(1) is null',
    'select * from pg_sleep(1)',
    'select * from rows from (pg_sleep(1), generate_series(1, 2))',
    'select 1 order by pg_sleep(1)',
    'select count(*) filter (where pg_sleep(1) is null)',
    'select sum(1) over (order by pg_sleep(1))',
    'select 1 limit length(pg_read_file($1))',
    'values (pg_sleep(1))',
    'with a as (select pg_sleep(1)) select * from a',
    "select set_config('role', 'postgres', false)",
    "select current_setting('data_directory')",
    "select pg_read_file('/etc/passwd')",
    "select pg_read_binary_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "select pg_stat_file('/')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    'select lo_create(1)',
    "select lo_from_bytea(1, 'x')",
    "select query_to_xml('select 1', true, true, '')",
    "select table_to_xml('pg_authid', true, true, '')",
    "select database_to_xml(true, true, '')",
    "select cursor_to_xml('c', 1, true, true, '')",
    "select ts_stat('select 1')",
    "select dblink('x', 'select 1')",
    'select pg_terminate_backend(1)',
    'select pg_cancel_backend(1)',
    'select pg_reload_conf()',
    'select pg_advisory_lock(1)',
    'select pg_switch_wal()',
    "select pg_notify('a', 'b')",
    "select nextval('s')",
    "select setval('s', 1)",
    'select txid_current()',
    'select inet_server_addr()',
    "select pg_relation_filepath('pg_class')",
    "select has_table_privilege('m', 'select')",
    'select public.f()',
    'select twilio_scan.f()',
    'select twilio_init_plan(1, 1)',
    'select postgres.pg_catalog.now()',
    "select 'x'::public.t",
    'select "PG_SLEEP"(1)',
    'select setseed(0.5)',
    "select binary_upgrade_set_next_pg_type_oid('1')",
  ],
};

describe.each(Object.entries(REFUSED))('refused with %s:', (sqlState, statements) => {
  test.each(statements)('%s', (sql) => {
    expect(check(sql)).toMatchObject({ sqlState, message: expect.stringMatching(/\.$/) as string });
  });
});

test.each([
  'select 1',
  'values (1), (2)',
  'table m',
  'select a, count(*) filter (where b) from m group by rollup (a) having count(*) > 1 order by 1 desc nulls last limit 1',
  'with recursive c as (select 1 as n union all select n + 1 from c where n < 9) select * from c',
  "select extract(year from now()), current_date, localtimestamp, date '2026-01-01' + interval '1 day'",
  "select trim(both ' ' from a), overlay(a placing 'x' from 1), position('x' in a), substring(a from 1 for 2) from m",
  'select a at time zone \'UTC\', a collate "C", a::numeric(10, 2), (array[1, 2])[1], row(1, 2) from m',
  'select * from m join n using (a) left join lateral (select m.a) l on true, generate_series(1, 3) g',
  'select rank() over w, lag(a, 1) over (partition by b order by c rows between 1 preceding and current row) from m window w as (order by a)',
  "select * from json_to_recordset('[]') as r (a int, b text)",
  'select a as tableoid, pg_advisory_unlock_all() from m',
  "select a ->> 'b', jsonb_path_query(a, '$.b'), percentile_cont(0.5) within group (order by c) from m group by 1, 2",
  'select nullif(a, b), greatest(a, b), coalesce(a, b), case a when 1 then 2 end from m where a between symmetric 1 and 2',
])('%s is allowed', (sql) => {
  expect(check(sql)).toBe('allowed');
});

test('a refusal names what is refused as users call it', () => {
  expect(check('insert into m values (1)')).toMatchObject({
    message: 'INSERT is not supported.',
  });
  expect(check('analyze m')).toMatchObject({ message: 'ANALYZE is not supported.' });
  expect(check('vacuum analyze m')).toMatchObject({ message: 'VACUUM is not supported.' });
  expect(check('select tableoid from m')).toMatchObject({
    message: 'The system column tableoid is not supported, because rows are not stored here.',
  });
  expect(check('select lo_create(1)')).toMatchObject({
    message: 'The function lo_create is not available to queries.',
  });
});

test('a statement that is nested too deeply is refused', () => {
  expect(check(`select ${'('.repeat(300)}1${')'.repeat(300)}`)).toBe('allowed');
  expect(check(`select ${'not '.repeat(400)}true`)).toMatchObject({ sqlState: '54001' });
});
