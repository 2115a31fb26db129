import { afterAll, describe, expect, test } from 'vitest';
import { createPgliteEngine, type QueryOptions } from '../src/index.js';
import { openShop } from './shop.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());
const shop = openShop(engine);

const rowsOf = async (sql: string, options: QueryOptions = {}) => (await shop.query(sql, options)).rows;
const failureOf = (sql: string): Promise<unknown> =>
  shop.query(sql).then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('a statement over system catalogs', () => {
  test('may switch JIT off, as asyncpg does before it asks for types, and set nothing else', async () => {
    const jit = "select current_setting('jit') as cur, set_config('jit', lower($1), false) as new, 'x' as x";
    expect(await rowsOf(jit, { parameters: ['OFF'] })).toEqual([['off', 'off', 'x']]);
    for (const name of ["'role'", "'jit' || ''", "'search_path'"]) {
      const other = `select current_setting('jit'), set_config(${name}, 'off', false)`;
      expect(await failureOf(other)).toMatchObject({ sqlState: '42501' });
    }
  });

  test('cannot read tables, too', async () => {
    for (const [sql, part] of [
      ['select * from messages, pg_class', 'the system table pg_class'],
      [
        'select * from "Messages" m where m.sid in (select relname from pg_catalog.pg_class)',
        'the system table pg_catalog.pg_class',
      ],
      ['select format_type(25, null), sid from messages', 'the function format_type'],
      ['select 16384::regclass, sid from messages', 'the type regclass'],
      ["select '{16384}'::_regclass, sid from messages", 'the type _regclass'],
      ["select '{16384}'::pg_catalog.regclass[], sid from messages", 'the type pg_catalog.regclass'],
      ['select (null::pg_proc).proname, sid from messages', 'the type pg_proc'],
      ['select (16384::oid).regclass, sid from messages', 'the field regclass'],
      ['select o.regclass, sid from messages, generate_series(16384, 16400) o', 'the field regclass'],
      ['select (16384::oid).regclassout, sid from messages', 'the field regclassout'],
      ['select (16384::oid).pg_get_viewdef, sid from messages', 'the field pg_get_viewdef'],
      ["select 'a'::information_schema.sql_identifier from messages", 'the type information_schema.sql_identifier'],
    ] as const) {
      expect(await failureOf(sql)).toMatchObject({
        sqlState: '0A000',
        message: `A statement with ${part} cannot read the table messages.`,
      });
    }
    expect(await failureOf('select * from nothing, pg_class')).toMatchObject({ sqlState: '42P01', position: 15 });
  });

  test('is explained by its own plan', async () => {
    const lines = await rowsOf('explain (costs off) select relname from pg_class where oid = $1;', {
      parameters: [1259],
    });
    expect(lines.map(([line]) => line)).toEqual([
      'Index Scan using pg_class_oid_index on pg_class',
      "  Index Cond: (oid = '1259'::oid)",
    ]);
    const [[document] = []] = await rowsOf('explain (analyze, format json) select count(*) from pg_class');
    expect(document).toMatchObject([{ Plan: { 'Node Type': 'Aggregate', 'Actual Rows': 1 } }]);
    expect(await shop.describe('explain select $1::regclass')).toMatchObject({
      parameterTypes: [2205],
      columns: [{ name: 'QUERY PLAN' }],
    });
    expect(await failureOf('explain select * from messages, pg_class')).toMatchObject({ sqlState: '0A000' });
  });

  test('takes parameters, says what it returns, and reads no more rows than are asked for', async () => {
    const sql = 'select relname, oid from pg_class where relname = any ($1) order by 1';
    expect(await shop.describe(sql)).toMatchObject({
      parameterTypes: [1003],
      columns: [
        { name: 'relname', type: 'name' },
        { name: 'oid', type: 'oid' },
      ],
    });
    const options = { parameters: ['{messages,media}'], maxRows: 1 };
    expect((await rowsOf(sql, options)).map(([name]) => name)).toEqual(['media']);
  });

  test('can only call functions for it', async () => {
    for (const sql of ['select lo_get(1) from pg_class', "select pg_read_file('x'), relname from pg_class"]) {
      expect(await failureOf(sql)).toMatchObject({ sqlState: '42501' });
    }
  });

  test('that runs away ends, and the next one gets its tables anew', async () => {
    const endless = 'select count(*) from pg_class a, pg_class b, pg_class c, pg_class d, pg_class e';
    const failure = shop.query(endless, { timeoutMs: 50 });
    await expect(failure).rejects.toMatchObject({ sqlState: '57014' });
    expect(await rowsOf("select 'media'::regclass::text")).toEqual([['media']]);
  });
});
