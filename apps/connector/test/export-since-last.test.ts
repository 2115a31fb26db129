import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { beforeEach, describe, expect, test } from 'vitest';
import { DestinationState } from '../src/exports/incremental/destination-state.js';
import { changesIn, rowsIn } from './changed-destination.js';
import { useCommandFolder } from './command-folder.js';
import { runCommand } from './command-line.js';

const DAY_MS = 86_400_000;
const SENT = ['--where', 'DateSent IS NOT NULL'];

const commands = useCommandFolder();

const run = (...args: string[]) =>
  runCommand(['export', 'Messages', '--to', commands.folder, '--since-last', ...args], commands.twilioEnv);
const messages = () => commands.bed.simulator.snapshot('Messages');
const inFolder = () => join(commands.folder, 'Messages');
const sorted = (texts: readonly string[]) => texts.toSorted((a, b) => a.localeCompare(b));
const read = () => sorted([...rowsIn(inFolder())].map(([key, { Status }]) => `${key} ${String(Status)}`));
const listed = (rows = messages()) => sorted(rows.map(({ sid, status }) => `${String(sid)} ${String(status)}`));
const parts = () => sorted(readdirSync(inFolder()));
const manifest = () => JSON.parse(readFileSync(join(inFolder(), 'manifest.json'), 'utf8'));

/** Changes the list: a new row, a late status, and a deletion, sent some days before the newest message. */
function change(days: number): void {
  const rows = messages();
  const times = rows.map(({ date_sent: sent }) => Number(sent ?? 0));
  const at = Math.max(...times) - days * DAY_MS;
  const [gone, ...others] = rows.toSorted(
    (a, b) => Math.abs(Number(a['date_sent']) - at) - Math.abs(Number(b['date_sent']) - at),
  );
  const [late] = others;
  const kept = rows.filter(({ sid }) => sid !== gone?.['sid']);
  const changed = kept.map((row) => (row['sid'] === late?.['sid'] ? { ...row, status: 'read' } : row));
  const added = { ...late, sid: `SM${String(days).padStart(32, 'a')}`, date_sent: at, date_created: at };
  commands.bed.simulator.seed('Messages', [...changed, added]);
}

test.each([
  ['in process', 'inProcess'],
  ['through a connector', 'throughConnector'],
] as const)('export --since-last adds what has changed, %s', async (_, way) => {
  const { flags, env } = commands.ways[way];
  const again = () =>
    runCommand(['export', 'Messages', '--to', commands.folder, '--since-last', ...SENT, ...flags], env);
  const first = await again();
  const sent = messages().filter(({ date_sent: time }) => time !== null);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toContain(
    `Messages: ${sent.length} new, 0 changed, 0 deleted, in ${join(inFolder(), '000001.ndjson')}.`,
  );
  expect(first.stderr).toMatch(/Read \d+ rows of the whole list, in \d+ s with \d+ requests? to Twilio\./);
  expect((await again()).stderr).toMatch(/Messages: no changes\. Read \d+ rows? since \d{4}-\d\d-\d\dT[\d:]+Z/);
  change(1);
  const last = await again();
  expect(last.stderr).toContain(`Messages: 1 new, 1 changed, 1 deleted, in ${join(inFolder(), '000002.ndjson')}.`);
  expect(read()).toEqual(listed(messages().filter(({ date_sent: time }) => time !== null)));
  expect(parts()).toEqual(['000001.ndjson', '000002.ndjson', 'manifest.json', 'state.sqlite']);
  expect(manifest()).toMatchObject({
    entityType: 'Messages',
    where: 'DateSent IS NOT NULL',
    rows: sent.length,
    parts: [
      { file: '000001.ndjson', inserted: sent.length, since: null, sequence: [1, sent.length] },
      { file: '000002.ndjson', inserted: 1, updated: 1, deleted: 1, since: expect.any(String) },
    ],
  });
});

describe('beyond the look-back window', () => {
  beforeEach(async () => {
    await run(...SENT);
    change(20);
  });
  const sent = () => listed(messages().filter(({ date_sent: time }) => time !== null));

  test('changes are not found', async () => {
    expect((await run(...SENT)).stderr).toContain('no changes');
    expect(read()).not.toEqual(sent());
  });

  test.each([['--full-refresh'], ['--look-back', '30d']])('%s %s finds them', async (...args) => {
    expect((await run(...SENT, ...args)).stderr).toContain('1 new, 1 changed, 1 deleted');
    expect(read()).toEqual(sent());
  });
});

test('a list whose rows may lack the time is compared as a whole, and the price is said', async () => {
  const first = await run();
  expect(first.stderr.replaceAll(/\s+/g, ' ')).toContain(
    'Messages: each run reads the whole list, because Twilio cannot filter rows without DateSent, which may match. ' +
      'Add DateSent IS NOT NULL to the condition to read only the last 3 days after the first run.',
  );
  expect(messages().some(({ date_sent: sent }) => sent === null)).toBe(true);
  expect(read()).toEqual(listed());
  change(20);
  const unsent = messages().find(({ date_sent: sent }) => sent === null);
  commands.bed.simulator.seed(
    'Messages',
    messages().filter(({ sid }) => sid !== unsent?.['sid']),
  );
  expect((await run()).stderr).toContain('1 new, 1 changed, 2 deleted');
  expect(read()).toEqual(listed());
});

test('entities without a key are told apart by their content, without the time of the request', async () => {
  const args = ['export', 'UsageRecords', '--to', commands.folder, '--since-last'];
  expect((await runCommand(args, commands.twilioEnv)).code).toBe(0);
  const before = rowsIn(join(commands.folder, 'UsageRecords'));
  expect(before.size).toBe(changesIn(join(commands.folder, 'UsageRecords')).length);
  commands.bed.simulator.advance(2000);
  expect((await runCommand(args, commands.twilioEnv)).stderr).toContain('no changes');
  const [, ...others] = messages();
  commands.bed.simulator.seed('Messages', others);
  expect((await runCommand(args, commands.twilioEnv)).stderr).toMatch(/UsageRecords: (\d+) new, 0 changed, \1 deleted/);
});

test.each([
  ['csv', 'gzip'],
  ['parquet', undefined],
])('parts in %s with the compression %s hold the marks of changes', async (format, compress) => {
  const encoding = ['--format', format, ...(compress ? ['--compress', compress] : [])];
  expect((await run(...SENT, ...encoding, '--fields', 'To,Status')).code).toBe(0);
  change(1);
  expect((await run(...SENT, ...encoding, '--fields', 'To,Status')).stderr).toContain('1 new, 1 changed, 1 deleted');
  expect(parts()).toContain(format === 'csv' ? '000002.csv.gz' : '000002.parquet');
  if (format === 'csv') {
    const lines = gunzipSync(readFileSync(join(inFolder(), '000002.csv.gz')))
      .toString()
      .split('\n');
    expect(lines[0]).toBe('_operation,_sequence,_key,To,Status');
    expect(lines.find((line) => line.startsWith('delete'))).toMatch(/^delete,\d+,SM\w{32},,$/);
    return;
  }
  const file = new Uint8Array(readFileSync(join(inFolder(), '000002.parquet'))).buffer;
  const compressors = { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) };
  const rows = await parquetReadObjects({ file, compressors });
  expect(sorted(rows.map(({ _operation }) => String(_operation)))).toEqual(['delete', 'insert', 'update']);
});

describe('a destination', () => {
  beforeEach(async () => void (await run(...SENT)));

  test('is refused for another condition, other columns or another format, and begins again with --force', async () => {
    const refused = await run('--where', "Status = 'failed' AND DateSent IS NOT NULL", '--fields', 'Sid');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/holds another export: where was "DateSent IS NOT NULL", fields was \[/);
    expect(refused.stderr).toContain('Repeat the command as it was, choose another folder, or add --force');
    expect((await run(...SENT, '--format', 'csv')).stderr).toContain('format was "ndjson"');
    writeFileSync(join(inFolder(), 'mine.txt'), 'mine');
    expect((await run(...SENT, '--format', 'csv', '--force')).code).toBe(0);
    expect(parts()).toEqual(['000001.csv', 'manifest.json', 'mine.txt', 'state.sqlite']);
  });

  test('is refused for another account or connection', async () => {
    const { flags, env } = commands.ways.throughConnector;
    const args = ['export', 'Messages', '--to', commands.folder, '--since-last', ...SENT, ...flags];
    expect((await runCommand(args, env)).stderr).toContain('holds another export: source was "AC');
  });

  test('without its state is refused, so that nothing is written twice', async () => {
    rmSync(join(inFolder(), 'state.sqlite'));
    expect(await run(...SENT)).toMatchObject({ code: 1, stderr: expect.stringContaining('but not its state') });
    writeFileSync(join(inFolder(), 'state.sqlite'), 'not a database, '.repeat(100));
    expect((await run(...SENT)).stderr).toContain('cannot be read as the state of an export');
    expect((await run(...SENT, '--force')).code).toBe(0);
  });

  test('is refused while another run writes to it', async () => {
    const other = DestinationState.open(join(inFolder(), 'state.sqlite'));
    expect(await run(...SENT)).toMatchObject({ code: 1, stderr: expect.stringContaining('is under way.') });
    expect(await run(...SENT, '--force')).toMatchObject({ code: 1, stderr: expect.stringContaining('is under way.') });
    other.close();
    expect((await run(...SENT)).code).toBe(0);
  });

  test('stays as it was when a run fails', async () => {
    change(1);
    const before = parts();
    commands.bed.simulator.addFault({ kind: 'status', status: 404 });
    expect((await run(...SENT)).code).toBe(1);
    expect(parts()).toEqual(before);
    commands.bed.simulator.clearFaults();
    expect((await run(...SENT)).stderr).toContain('1 new, 1 changed, 1 deleted');
  });
});

test.each([
  [['--since-last', '--to', '-'], '--since-last adds files to a folder.'],
  [['--since-last'], '--since-last adds files to a folder.'],
  [['--since-last', '--limit', '3', '--to', 'x'], '--since-last compares whole lists.'],
  [['--full-refresh', '--to', 'x'], '--look-back and --full-refresh belong to --since-last.'],
  [['--since-last', '--look-back', '3', '--to', 'x'], 'It must be a duration such as 36h or 3d.'],
])('export Messages %j is refused as a usage error', async (args, message) => {
  const { code, stderr } = await runCommand(['export', 'Messages', ...args], commands.twilioEnv);
  expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(message)]);
  expect(existsSync('x')).toBe(false);
});
