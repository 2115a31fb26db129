import { afterAll, describe, expect, test } from 'vitest';
import { createPgliteEngine, type QueryOptions } from '../src/index.js';
import { openShop, SHOP } from './shop.js';

const engine = createPgliteEngine({ hasSpare: false });
afterAll(() => engine.close());
const shop = openShop(engine);

const rowsOf = async (sql: string, options: QueryOptions = {}, database = shop) =>
  (await database.query(sql, options)).rows;
const failureOf = (sql: string): Promise<unknown> =>
  shop.query(sql).then(
    () => 'no error',
    (error: unknown) => error,
  );

test('tables and their columns are those of the catalog, with their types and comments', async () => {
  const tables = await rowsOf(
    `select relname, obj_description(oid, 'pg_class') from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  expect(tables).toEqual([
    ['days', null],
    ['media', null],
    ['messages', "Texts that were sent, or weren't."],
  ]);
  const columns = await rowsOf(
    `select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, col_description(a.attrelid, a.attnum)
      from pg_catalog.pg_attribute a where attrelid = 'public.messages'::regclass and attnum > 0 order by attnum`,
  );
  expect(columns).toEqual([
    ['sid', 'text', true, 'Identifies the row.'],
    ['to', 'text', false, 'The recipient.'],
    ['date_sent', 'timestamp with time zone', true, null],
    ['num_segments', 'bigint', false, null],
    ['price', 'numeric', false, null],
    ['details', 'jsonb', false, null],
  ]);
});

test('keys are primary keys, and references to keys are foreign keys that are not enforced', async () => {
  const constraints = await rowsOf(
    `select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('p', 'f') order by 1, 2`,
  );
  expect(constraints).toEqual([
    ['media', 'FOREIGN KEY (message_sid) REFERENCES messages(sid) NOT ENFORCED'],
    ['media', 'PRIMARY KEY (sid)'],
    ['messages', 'PRIMARY KEY (sid)'],
  ]);
});

test('tables have the same OIDs in every thread, which columns of results have, too', async () => {
  const numbers =
    "select oid, relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2";
  const known = await rowsOf(numbers);
  // Another catalog takes their place, and then they take its.
  const other = openShop(engine, { catalog: { tables: SHOP.tables.slice(1) } });
  expect(await rowsOf('select count(*) from pg_class', {}, other)).not.toEqual(known);
  expect(await rowsOf(numbers)).toEqual(known);
  const media = Number(known.find(([, name]) => name === 'media')?.[0]);
  const { columns = [] } = await shop.describe(
    'select upper(sid), message_sid as m, price::numeric(8, 2) from media, days',
  );
  expect(columns).toMatchObject([
    { size: -1 },
    { attribute: { table: media, number: 2 } },
    { oid: 1700, modifier: 524_294 },
  ]);
  expect(columns[0]).not.toHaveProperty('attribute');
  const [attribute] = await rowsOf(`select attname from pg_attribute where attrelid = ${media} and attnum = 2`);
  expect(attribute).toEqual(['message_sid']);
});

test('psql is told that tables have foreign keys', async () => {
  const sql = "select relname from pg_class where relhastriggers and relnamespace = 'public'::regnamespace order by 1";
  expect(await rowsOf(sql)).toEqual([['media'], ['messages']]);
});

test('procedures are listed, those of their parameters first that a call must pass', async () => {
  const procedures = await rowsOf(
    `select proname, prokind, pg_get_function_arguments(oid), obj_description(oid) from pg_proc
      where pronamespace = 'public'::regnamespace`,
  );
  expect(procedures).toEqual([
    ['send_message', 'p', 'IN "to" text, IN body text DEFAULT NULL::text', 'Sends a message.'],
  ]);
});

test('privileges are those of the catalog, and the engine still lets nobody write', async () => {
  const may = (table: string) =>
    `${['select', 'insert', 'update', 'delete'].map((kind) => `has_table_privilege('${table}', '${kind}')`).join(', ')}`;
  expect(await rowsOf(`select ${may('messages')}, ${may('media')}`)).toEqual([
    [true, true, false, true, true, false, false, false],
  ]);
  expect(await rowsOf(`select current_setting('transaction_read_only')`)).toEqual([['on']]);
});

test('the information schema shows the same', async () => {
  const tables = await rowsOf(
    `select table_catalog, table_schema, table_name, table_type from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') order by 3`,
  );
  expect(tables).toEqual(['days', 'media', 'messages'].map((name) => ['twilio', 'public', name, 'BASE TABLE']));
});

describe('names', () => {
  const asked =
    'select current_database(), current_catalog, current_user, session_user, current_role, current_schema()';

  test('of the database and the user are those of the caller, also where tables are read', async () => {
    expect(await rowsOf(asked)).toEqual([['twilio', 'twilio', 'ada', 'ada', 'ada', 'public']]);
    expect(await rowsOf(`${asked}, count(*) from messages`)).toEqual([
      ['twilio', 'twilio', 'ada', 'ada', 'ada', 'public', 0],
    ]);
    const bob = openShop(engine, { name: 'other', user: 'Bob\'s "none"' });
    const own = ['other', 'other', ...Array.from({ length: 3 }, () => 'Bob\'s "none"'), 'public'];
    expect(await rowsOf(asked, {}, bob)).toEqual([own]);
    expect(await rowsOf('select datname from pg_database', {}, bob)).toEqual([['other']]);
    expect(await rowsOf('select datname from pg_database')).toEqual([['twilio']]);
    expect(await rowsOf(asked)).toEqual([['twilio', 'twilio', 'ada', 'ada', 'ada', 'public']]);
  });

  test('that are reserved for roles are refused', async () => {
    const sql = 'select current_user';
    for (const user of ['pg_monitor', 'none', 'public']) {
      await expect(openShop(engine, { user }).query(sql)).rejects.toMatchObject({ sqlState: '42939' });
    }
    await expect(openShop(engine, { user: 'twilio_connector' }).query(sql)).rejects.toMatchObject({
      sqlState: '42710',
    });
    expect(await rowsOf(sql)).toEqual([['ada']]);
  });

  test('of roles are the user, that of the server, and those that every PostgreSQL has', async () => {
    const roles = await rowsOf(
      `select rolname, rolsuper, rolcanlogin from pg_roles where rolname !~ '^pg_' order by 1`,
    );
    expect(roles.map(([name, isSuper]) => [name, isSuper])).toEqual([
      ['ada', false],
      ['twilio_connector', true],
    ]);
  });

  test('that columns had in earlier versions work as psql 15 uses them', async () => {
    const sql = `SELECT d.datname as "Name", d.daticulocale as "ICU Locale" FROM pg_catalog.pg_database d ORDER BY 1;`;
    const { columns, rows } = await shop.query(sql);
    expect(columns.map(({ name }) => name)).toEqual(['Name', 'ICU Locale']);
    expect(rows).toEqual([['twilio', null]]);
    expect(await rowsOf('select colliculocale from pg_collation where oid = 100')).toEqual([[null]]);
    // The name of another table's column stays as it is.
    expect(await failureOf('select c.daticulocale from pg_class c')).toMatchObject({ sqlState: '42703' });
  });
});

describe('hidden are', () => {
  test('slots, and the tables of other catalogs', async () => {
    await rowsOf('select count(*) from messages');
    const all = "select string_agg(relname, ' ' order by relname) from pg_class where oid >= 16384";
    const names = async (database = shop) => String((await rowsOf(all, {}, database))[0]?.[0]);
    expect(await names()).toContain('messages');
    const {
      tables: [, media],
    } = SHOP;
    const other = openShop(engine, { catalog: { tables: media ? [{ ...media, name: 'secrets' }] : [] } });
    expect(await names(other)).toBe('secrets secrets_pkey');
    expect(await names()).not.toMatch(/secret|_1/);
    expect(await rowsOf("select nspname from pg_namespace where nspname !~ '^pg_' order by 1")).toEqual([
      ['information_schema'],
      ['public'],
    ]);
    expect(await rowsOf('select count(*) from pg_foreign_server')).toEqual([[0]]);
    expect(await rowsOf("select to_regclass('twilio_scan.messages_1')")).toEqual([[null]]);
  });

  test.each([
    ['select rolpassword from pg_authid', '42501'],
    ['select * from pg_shadow', '42501'],
    ['select * from pg_hba_file_rules', '42501'],
    ['select * from pg_file_settings', '42501'],
    ['select * from pg_config', '42501'],
    ['select * from pg_largeobject', '42501'],
    ['select * from pg_statistic', '42501'],
    ['select * from pg_subscription', '42501'],
    ["select current_setting('data_directory')", '42501'],
    ["select current_setting('hba_file')", '42501'],
  ])('what %s asks for', async (sql, sqlState) => {
    expect(await failureOf(sql)).toMatchObject({ sqlState });
  });

  test('files in settings, and texts of statements in statistics', async () => {
    expect(await rowsOf("select name from pg_settings where setting like '/%' or sourcefile is not null")).toEqual([]);
    const [[query] = []] = await rowsOf('select query from pg_stat_activity');
    expect(query).toBe('<insufficient privilege>');
  });
});
