import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { useCommandFolder } from './command-folder.js';
import { rowsOf, runCommand, runOnTerminal } from './command-line.js';

const commands = useCommandFolder();

const run = (...args: string[]) => runCommand(['export', ...args], commands.twilioEnv);
const at = (name: string) => join(commands.folder, name);
const names = () => readdirSync(commands.folder).toSorted((a, b) => a.localeCompare(b));
const messages = () => commands.bed.simulator.snapshot('Messages');
const sids = (rows: readonly Record<string, unknown>[]) =>
  rows.map(({ Sid }) => String(Sid)).toSorted((a, b) => a.localeCompare(b));
const allSids = () =>
  messages()
    .map(({ sid }) => String(sid))
    .toSorted((a, b) => a.localeCompare(b));

describe('export to a file', () => {
  test.each([
    ['in process', 'inProcess'],
    ['through a connector', 'throughConnector'],
  ] as const)('writes all rows in every format, %s', async (_, way) => {
    const { flags, env } = commands.ways[way];
    for (const file of ['a.ndjson', 'a.csv', 'a.parquet', 'a.ndjson.zst']) {
      const { code, stderr } = await runCommand(['export', 'messages', '--to', at(file), ...flags], env);
      expect([code, stderr]).toEqual([0, expect.stringMatching(/Wrote .*: \d+ rows, .* with 1 request to Twilio\./)]);
    }
    expect(sids(rowsOf(readFileSync(at('a.ndjson'), 'utf8')))).toEqual(allSids());
    expect(sids(rowsOf(zstdDecompressSync(readFileSync(at('a.ndjson.zst'))).toString()))).toEqual(allSids());
    expect(readFileSync(at('a.csv'), 'utf8').match(/^[SM]M\w{32},/gm)).toHaveLength(messages().length);
    const parquet = new Uint8Array(readFileSync(at('a.parquet'))).buffer;
    const compressors = { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) };
    expect(sids(await parquetReadObjects({ file: parquet, compressors }))).toEqual(allSids());
  });

  test('leaves a manifest beside it', async () => {
    await run('Messages', '--to', at('m.csv'), '--where', "Status = 'failed'", '--fields', 'sid,To');
    const bytes = readFileSync(at('m.csv'));
    expect(names()).toEqual(['m.csv', 'm.csv.manifest.json']);
    expect(JSON.parse(readFileSync(at('m.csv.manifest.json'), 'utf8'))).toMatchObject({
      file: 'm.csv',
      entityType: 'Messages',
      where: "Status = 'failed'",
      fields: ['Sid', 'To'],
      format: 'csv',
      compression: null,
      rows: messages().filter(({ status }) => status === 'failed').length,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      resumed: 0,
    });
  });

  test('does not replace a file unless forced', async () => {
    writeFileSync(at('m.csv'), 'precious');
    const refused = await run('Messages', '--to', at('m.csv'));
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists. Choose another name, or add --force'),
    });
    expect(readFileSync(at('m.csv'), 'utf8')).toBe('precious');
    expect((await run('Messages', '--to', at('m.csv'), '--force')).code).toBe(0);
    expect(readFileSync(at('m.csv'), 'utf8')).toMatch(/^Sid,/);
  });

  test('writes only the newest rows with --limit', async () => {
    await run('Messages', '--to', at('m.ndjson'), '--limit', '3');
    const listed = await runCommand(['list', 'Messages', '--limit', '3'], commands.twilioEnv);
    expect(rowsOf(readFileSync(at('m.ndjson'), 'utf8')).map(({ Sid }) => Sid)).toEqual(
      rowsOf(listed.stdout).map(({ Sid }) => Sid),
    );
  });

  test('leaves nothing behind if it fails before a part is complete', async () => {
    commands.bed.simulator.addFault({ kind: 'status', status: 404 });
    expect((await run('Messages', '--to', at('m.csv'))).code).toBe(1);
    expect((await run('Messages', '--to', at('m.csv'), '--where', 'Nothing = 1')).code).toBe(2);
    expect(names()).toEqual([]);
  });

  test('says how a list would be read faster', async () => {
    expect((await run('Messages', '--to', at('a.csv'))).stderr).toContain(
      'Messages: Add DateSent IS NOT NULL to the condition',
    );
    expect((await run('Messages', '--to', at('b.csv'), '--where', 'DateSent IS NOT NULL')).stderr).not.toContain(
      'Add DateSent',
    );
  });
});

describe('export --verify', () => {
  test('counts the rows page by page', async () => {
    const { code, stderr } = await run('Messages', '--to', at('m.csv'), '--where', 'DateSent IS NOT NULL', '--verify');
    const sent = messages().filter(({ date_sent: date }) => date !== null).length;
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`Twilio lists ${sent} Messages, counted page by page.`),
    ]);
  });

  test.each([
    ['fails if other rows are listed afterwards', '2020-01-01T00:00:00Z', 1, 'rows, and Twilio lists'],
    ['does not count rows that arrived meanwhile', undefined, 0, 'counted page by page'],
  ])('%s', async (_, sent, code, said) => {
    const { simulator } = commands.bed;
    const [first] = messages();
    // The count waits until another row is there.
    simulator.addFault({ kind: 'slow', ms: 0, count: 1 });
    const held = commands.bed.holdRequest('GET');
    const exported = run('Messages', '--to', at('m.csv'), '--verify');
    await expect.poll(() => simulator.journal.count).toBe(1);
    const date = sent === undefined ? Date.now() + 5000 : Date.parse(sent);
    simulator.seed('Messages', [
      ...messages(),
      { ...first, sid: `SM${'e'.repeat(32)}`, date_sent: date, date_created: date },
    ]);
    held.release();
    expect(await exported).toMatchObject({ code, stderr: expect.stringContaining(said) });
  });
});

describe('export to a folder', () => {
  test('writes a file for each entity type', async () => {
    expect((await run('Messages', 'Calls', '--to', at('out'), '--format', 'csv', '--compress', 'gzip')).code).toBe(0);
    expect(readdirSync(at('out')).filter((name) => !name.includes('manifest'))).toEqual([
      'Calls.csv.gz',
      'Messages.csv.gz',
    ]);
  });

  test('writes every entity type that has a list of its own with --all, and only what is missing with --resume', async () => {
    expect((await run('--all', '--to', commands.folder)).code).toBe(0);
    const written = names().filter((name) => name.endsWith('.ndjson'));
    expect(written).toEqual(
      expect.arrayContaining(['Accounts.ndjson', 'Calls.ndjson', 'Messages.ndjson', 'UsageRecords.ndjson']),
    );
    expect(written).not.toContain('Media.ndjson');
    rmSync(at('Calls.ndjson'));
    commands.bed.simulator.journal.clear();
    expect(await run('--all', '--to', commands.folder, '--resume')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Messages.ndjson is complete'),
    });
    expect(commands.bed.simulator.journal.count).toBe(1);
    expect(names()).toContain('Calls.ndjson');
  });

  test('goes on with the other entity types after a failure, and says which are missing', async () => {
    commands.bed.simulator.addFault({ kind: 'status', status: 404, path: '*Calls*' });
    const { code, stderr } = await run('Calls', 'Messages', '--to', commands.folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining('1 of 2 entity types were not exported: Calls.')]);
    expect(names()).toContain('Messages.ndjson');
  });

  test('is chosen for a single entity type if the folder exists', async () => {
    mkdirSync(at('there'));
    expect((await run('Messages', '--to', at('there'))).code).toBe(0);
    expect(readdirSync(at('there'))).toContain('Messages.ndjson');
  });
});

describe('export to standard output', () => {
  test.each([
    ['in process', 'inProcess'],
    ['through a connector', 'throughConnector'],
  ] as const)('writes rows, %s', async (_, way) => {
    const { flags, env } = commands.ways[way];
    const { code, stdout } = await runCommand(['export', 'Messages', '--to', '-', '--fields', 'Sid', ...flags], env);
    expect(code).toBe(0);
    expect(sids(rowsOf(stdout))).toEqual(allSids());
  });

  test('escapes cells that a spreadsheet would execute', async () => {
    const [first] = messages();
    commands.bed.simulator.seed('Messages', [{ ...first, sid: `SM${'f'.repeat(32)}`, body: '=1+1' }]);
    const { stdout } = await run(
      'Messages',
      '--to',
      '-',
      '--format',
      'csv',
      '--fields',
      'Sid,Body',
      '--where',
      `Sid = 'SM${'f'.repeat(32)}'`,
    );
    expect(stdout).toBe(`Sid,Body\nSM${'f'.repeat(32)},'=1+1\n`);
  });
});

describe('export --count', () => {
  test.each([
    ['in process', 'inProcess'],
    ['through a connector', 'throughConnector'],
  ] as const)('shows the number of rows, %s', async (_, way) => {
    const { flags, env } = commands.ways[way];
    expect(await runCommand(['export', 'Messages', '--count', ...flags], env)).toMatchObject({
      code: 0,
      stdout: `${messages().length}\n`,
    });
  });
});

test.each([
  [['Messages'], 'Say where to write with --to'],
  [[], 'Name the entity types to export, or use --all.'],
  [['--all', 'Messages', '--to', 'x'], 'Give either entity types or --all, not both.'],
  [['--all', '--where', 'a', '--to', 'x'], '--all exports whole lists.'],
  [['Messages', 'Calls', '--to', '-'], 'Several lists need a folder: --to cannot be -.'],
  [['Messages', '--to', '-', '--resume'], '--resume and --verify need a file'],
  [['Messages', '--to', 'a.parquet.gz'], 'A Parquet file is compressed inside.'],
  [['Messages', '--to', '-', '--fields', 'Bodi'], 'Messages has no column "Bodi". Did you mean Body?'],
  [['a', 'b', '--terraform'], '--terraform needs the ID or the full name of one connection.'],
  [['a', '--terraform', '--limit', '1'], '--terraform writes a connection to standard output.'],
])('export %j is refused as a usage error', async (args, message) => {
  expect(await run(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});

test.runIf(existsSync('/proc/self')).each([
  [['Messages', '--to', '/proc/messages.csv'], '/proc'],
  [['Messages', '--to', '/proc/folder/'], '/proc/folder'],
])('export %j fails, since the system allows no folder there', async (args, message) => {
  expect(await run(...args)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
});

test('no line on a terminal of 80 columns is longer than that', async () => {
  const { screen } = await runOnTerminal(
    ['export', 'Messages', '--to', at('messages.csv'), '--verify'],
    commands.twilioEnv,
  );
  // A path is not broken.
  expect(screen.split('\n').filter((line) => line.length > 80 && !line.includes(commands.folder))).toEqual([]);
});
