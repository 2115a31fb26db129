import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rowsIn } from './changed-destination.js';
import { useCommandFolder } from './command-folder.js';
import { runCommand } from './command-line.js';
import { seedSentMessages } from './sent-messages.js';

const HOUR_MS = 3_600_000;
const COUNT = 4000;
const FEW = '+15550000001';
const MANY = '+15550000002';
const FEW_ROWS = 10;
const WHERE = ['--where', `DateSent IS NOT NULL AND To IN ('${FEW}', '${MANY}')`];

const commands = useCommandFolder();

const run = (...args: string[]) =>
  runCommand(['export', 'Messages', '--to', commands.folder, '--since-last', ...WHERE, ...args], commands.twilioEnv);
const inFolder = () => join(commands.folder, 'Messages');
const files = () => readdirSync(inFolder()).toSorted((a, b) => a.localeCompare(b));
const messages = () => commands.bed.simulator.snapshot('Messages');
const remove = (sid: unknown) =>
  commands.bed.simulator.seed(
    'Messages',
    messages().filter((row) => row['sid'] !== sid),
  );

/** Reads two lists, one of a single page and one of many, and interrupts the run when the single page has been read. */
async function interrupt(...args: string[]) {
  const { simulator } = commands.bed;
  simulator.addFault({ kind: 'slow', ms: 0, count: 4 });
  simulator.addFault({ kind: 'status', status: 404 });
  const ended = await run(...args);
  expect(ended.code).toBe(1);
  simulator.clearFaults();
  return ended;
}

function seed(): void {
  const { simulator } = commands.bed;
  const newest = Date.now() - HOUR_MS;
  seedSentMessages(simulator, COUNT, (index) => newest - (COUNT - index) * HOUR_MS);
  const rows = messages().map((row, index) => ({ ...row, to: index % (COUNT / FEW_ROWS) === 0 ? FEW : MANY }));
  simulator.seed('Messages', rows);
}

test('a run that was interrupted goes on where it was, and another one finds what has changed meanwhile', async () => {
  seed();
  expect((await interrupt()).stderr).toContain('not found. Repeat the command to continue.');
  expect(files()).toEqual(['rows-1.partial', 'state.sqlite']);
  const ofFew = messages().filter(({ to }) => to === FEW);
  const bySent = ofFew.toSorted((a, b) => Number(a['date_sent']) - Number(b['date_sent']));
  const [oldest, newest] = [bySent[0]?.['sid'], bySent.at(-1)?.['sid']];
  for (const sid of [oldest, newest]) remove(sid);
  const { code, stderr } = await run('--look-back', '20d');
  expect(code).toBe(0);
  expect(stderr).toContain(`Messages: ${FEW_ROWS} rows were read before the interruption.`);
  expect(stderr).toContain('4,000 new, 0 changed, 0 deleted');
  expect(stderr).toContain('0 new, 0 changed, 1 deleted');
  // The part that was complete was not read again, so a change before the look-back window waits for a full refresh.
  expect([oldest, newest].map((sid) => rowsIn(inFolder()).has(String(sid)))).toEqual([true, false]);
  expect(files()).toEqual(['000001.ndjson', '000002.ndjson', 'manifest.json', 'state.sqlite']);
  expect((await run('--full-refresh')).stderr).toContain('0 new, 0 changed, 1 deleted');
});

test.each([
  ['a run is to read something else', ['--look-back', '300d'], []],
  ['it is a full refresh', ['--full-refresh'], ['--full-refresh']],
  ['it is forgotten', ['--look-back', '300d'], ['--force']],
])('an interrupted run begins again if %s', async (_, before, after) => {
  seed();
  await run();
  await interrupt(...before);
  expect((await run(...after)).stderr).not.toContain('before the interruption');
  expect(files()).toEqual(['000001.ndjson', 'manifest.json', 'state.sqlite']);
  expect(rowsIn(inFolder()).size).toBe(COUNT);
});
