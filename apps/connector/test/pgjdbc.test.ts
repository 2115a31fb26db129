import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresBed, startPostgresBed } from './postgres-bed.js';

const run = promisify(execFile);

/** Where Debian puts the driver. */
const DRIVER = '/usr/share/java/postgresql.jar';
const SOURCE = fileURLToPath(new URL('pgjdbc/Pgjdbc.java', import.meta.url));
const hasJava = ['java', 'ecj'].every((command) => spawnSync(command, ['-version']).status === 0) && existsSync(DRIVER);

describe.skipIf(!hasJava)('pgjdbc (apt-get install ecj libpostgresql-jdbc-java)', () => {
  let bed: PostgresBed;
  let output: string;
  let classes: string;
  beforeAll(async () => {
    classes = mkdtempSync(join(tmpdir(), 'pgjdbc-'));
    bed = await startPostgresBed();
    await run('ecj', ['-17', '-proc:none', '-cp', DRIVER, '-d', classes, SOURCE]);
    const url = `jdbc:postgresql://${bed.address.host}:${bed.address.port}/twilio?readOnlyMode=always`;
    const env = { PATH: process.env.PATH, PGPASSWORD: bed.token };
    output = (await run('java', ['-Xshare:auto', '-cp', `${classes}:${DRIVER}`, 'Pgjdbc', url], { env })).stdout;
  }, 120_000);
  afterAll(async () => {
    rmSync(classes, { recursive: true });
    await bed.close();
  });

  /** The values that were printed for a fact. */
  const printed = (fact: string): readonly string[] =>
    output
      .split('\n')
      .filter((line) => line.startsWith(`${fact}:`))
      .map((line) => line.slice(fact.length + 1).replace(/^ \| /, ''));
  const sent = (body: string) => bed.simulator.snapshot('Messages').filter((message) => message.body === body);

  test('does everything without an error that was not expected', () => {
    expect(output).not.toMatch(/^failed|Exception/m);
  });

  test.each([
    ['product', ['PostgreSQL | 18 | admin']],
    ['catalog', ['twilio']],
    ['schema', ['information_schema', 'pg_catalog', 'public']],
    ['table', ['message_feedback | TABLE', 'messages | TABLE']],
    ['column', ['date_sent | timestamptz | The time at which it was sent or received.']],
    ['primary key', ['sid | messages_pkey']],
    ['cross reference', ['call_sid']],
    ['index', ['messages_pkey | f | sid']],
    ['row identifier', ['sid']],
    ['client property', ['ApplicationName']],
  ])('learns of each %s', (fact, values) => {
    expect(printed(fact)).toEqual(values);
  });

  test('learns of foreign keys on both sides, types, procedures and privileges', () => {
    expect(printed('imported key')).toContain('call_sid | calls | sid');
    expect(printed('exported key')).toContain('recordings | call_sid');
    expect(printed('type')).toEqual(expect.arrayContaining(['text', 'int8', 'timestamptz', 'numeric', 'jsonb']));
    expect(printed('procedure')[0]).toMatch(/^send_message \| Sends a message/);
    expect(printed('procedure column')).toContain('media_url | jsonb');
    expect(printed('privilege')).toEqual(expect.arrayContaining(['PUBLIC | SELECT', 'PUBLIC | INSERT']));
    for (const empty of ['function', 'user type', 'column privilege', 'table type', 'function column']) {
      expect(printed(`answered ${empty}`)).toHaveLength(1);
    }
  });

  test('knows the table of each column of a result, and what its type is limited to', () => {
    expect(printed('result column')).toEqual([
      'id |  | messages | text | 2147483647 | 0 | not null',
      'date_sent |  | messages | timestamptz | 35 | 6 | null',
      'upper |  |  | text | 2147483647 | 0 | null',
      'n |  |  | numeric | 8 | 2 | null',
    ]);
  });

  test('runs a prepared statement with an array, in the text and in the binary format alike', () => {
    expect(printed('prepared')).toHaveLength(8);
    expect(new Set(printed('prepared'))).toHaveLength(1);
    expect(printed('prepared')[0]).toMatch(/^[SM]M\w{32} \| 2026-\S+Z \| (null|-?[\d.]+) \| \d+$/);
  });

  test('reads with a cursor and COPY, and has its timeout', () => {
    expect(Number(printed('cursor')[0])).toBeGreaterThan(99);
    expect([printed('copy'), printed('timeout'), printed('after the timeout')]).toEqual([
      ['1,"x,y"'],
      ['57014'],
      ['1'],
    ]);
  });

  test('writes once each, and learns of a broken batch what was written before', () => {
    expect([printed('returning'), printed('updated'), printed('generated key'), printed('call')]).toEqual([
      ['jdbc returning'],
      ['1'],
      ['SM'],
      ['jdbc call'],
    ]);
    for (const kind of ['returning', 'generated', 'call']) expect(sent(`jdbc ${kind}`)).toHaveLength(1);
    expect([printed('batch'), sent('jdbc batch').length]).toEqual([['[1, 1]'], 2]);
    expect(printed('broken batch')[0]).toMatch(
      /^TW002 .* One statement that was sent together with this one wrote before/,
    );
    expect(sent('jdbc broken batch')).toHaveLength(1);
    expect(printed('updatable')).toEqual(['jdbc updatable']);
    expect(bed.simulator.snapshot('OutgoingCallerIds').map((row) => row.friendly_name)).toContain('jdbc updatable');
  });

  test('cannot write in a transaction or in a session that only reads', () => {
    expect([printed('transaction'), printed('settings'), printed('read only')]).toEqual([
      ['0A000'],
      ['public | true | true'],
      ['25006'],
    ]);
    for (const kind of ['transaction', 'read only']) expect(sent(`jdbc ${kind}`)).toEqual([]);
  });
});
