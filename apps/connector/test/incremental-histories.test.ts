import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DestinationState } from '../src/exports/incremental/destination-state.js';
import { exportColumns } from '../src/exports/formats/columns.js';
import { publishPart } from '../src/exports/incremental/destination-folder.js';
import { writeManifest } from '../src/exports/incremental/manifest.js';
import { openIncrementalExport } from '../src/exports/incremental/open-incremental-export.js';
import { PartFile } from '../src/exports/incremental/part-file.js';
import { Journal } from '../src/exports/target/journal.js';
import { StagedRows } from '../src/exports/target/staged-rows.js';
import { changesIn, doubledIn, rowsIn } from './changed-destination.js';
import { BEGIN_MS, type Crash, history, Messages } from './incremental-history.js';
import { type Message, MessageSource, slimMessages } from './message-source.js';

// So that a run can be interrupted before and after each of its last steps.
vi.mock(import('../src/exports/incremental/destination-folder.js'), { spy: true });
vi.mock(import('../src/exports/incremental/manifest.js'), { spy: true });

let root: string;
beforeAll(() => {
  // In memory, where Linux offers it: to flush files to a disk would take most of the time.
  root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'twilio-connector-histories-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The number of histories and, to repeat them, the seed: `HISTORIES=1000 HISTORY_SEED=1`. */
const { HISTORIES, HISTORY_SEED } = process.env;

type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

const columns = exportColumns(slimMessages);
const sources = new Map<string, MessageSource>();

/** Simulators are reused, because all of their messages are replaced. */
function sourceOf({ bound, upper }: Pick<History, 'bound' | 'upper'>): MessageSource {
  const name = `${bound} ${upper}`;
  const source = sources.get(name) ?? new MessageSource(BEGIN_MS, { bound, upper });
  sources.set(name, source);
  return source;
}

class Killed extends Error {}

function die(): never {
  throw new Killed();
}

/** Watches what a run opens. Returns what happens when it is killed. */
function watchRun(): (folder: string, crash: Crash) => Promise<void> {
  const opened = vi.spyOn(DestinationState, 'open');
  const created = vi.spyOn(PartFile, 'create');
  const files = [vi.spyOn(Journal, 'start'), vi.spyOn(StagedRows, 'open')];
  return async (folder, crash) => {
    // The system releases what the process had open, and leaves its files.
    opened.mock.results[0]?.value.close();
    await (await created.mock.results[0]?.value)?.discard();
    for (const { mock } of files) for (const { value } of mock.results) await (await value).close();
    if (crash === 'rows' || crash === 'before state') writeFileSync(join(folder, '000009.ndjson.draft'), '{"torn');
  };
}

/** Lets a run that is open end like a process that is killed at one of its last steps. */
function setTrap(crash: Crash | undefined): void {
  if (crash === 'before state') vi.spyOn(DestinationState.prototype, 'commit').mockImplementation(die);
  // A run without changes has no part to publish.
  if (crash === 'after state') vi.mocked(publishPart).mockImplementationOnce(die);
  if (crash === 'after state' || crash === 'after part') vi.mocked(writeManifest).mockImplementationOnce(die);
  if (crash === 'after manifest') vi.spyOn(DestinationState.prototype, 'close').mockImplementationOnce(die);
}

function removeTraps(): void {
  vi.restoreAllMocks();
  for (const step of [publishPart, writeManifest]) vi.mocked(step).mockReset();
}

interface Situation {
  readonly messages: Messages;
  readonly isFull: boolean;
  readonly crash?: Crash | undefined;
}

/** Makes a run, and another one after a run that went on with the rows of an interrupted one, as the command does. */
async function runAll(folder: string, given: History, situation: Situation): Promise<void> {
  while (await runOnce(folder, given, situation));
}

/** Makes one run. Returns whether it went on with rows of an interrupted one. */
async function runOnce(
  folder: string,
  { where, lookBackMs, skewMs, ...filters }: History,
  { messages, isFull, crash }: Situation,
): Promise<boolean> {
  const source = sourceOf(filters);
  source.replace(messages.all);
  const fields = columns.map(({ name }) => name);
  const encoding = { format: 'ndjson', compression: null } as const;
  const selection = { entityType: 'Messages', where, fields, allParents: null, ...encoding, source: 'AC' };
  const now = () => messages.nowMs + skewMs;
  const options = {
    entityType: slimMessages,
    selection,
    columns,
    lookBackMs,
    isFull,
    isForced: false,
    now,
    afterPage: () => {},
  };
  const kill = watchRun();
  try {
    const run = await openIncrementalExport(folder, options);
    setTrap(crash);
    const { where: conditions, startMs: timeMs, completed } = run;
    if (!run.isWhole) for await (const page of source.scan({ conditions, timeMs, completed })) await run.add(page);
    if (crash === 'rows') die();
    await run.finish([]);
    return run.hasResumed;
  } catch (error) {
    removeTraps();
    if (!(error instanceof Killed) || !crash) throw error;
    await kill(folder, crash);
    return false;
  } finally {
    removeTraps();
  }
}

/** Whether a message is in the destination, if all is as it should be. */
const isSelected = ({ sent, status }: Message, where: string) =>
  (!where.includes('IS NOT NULL') || sent !== null) && (!where.includes('delivered') || status === 'delivered');

/** The messages and the rows of the destination from a time on, in the same form. */
function compare(
  folder: string,
  messages: Messages,
  { where, sinceMs }: { where: string; sinceMs: number | undefined },
) {
  const isWithin = (sent: number | null) => sinceMs === undefined || (sent !== null && sent >= sinceMs);
  const wanted = messages.all.filter((message) => isSelected(message, where) && isWithin(message.sent));
  const found = [...rowsIn(folder).values()].map(({ Sid, DateSent, Status }) => ({
    sid: Sid,
    sent: typeof DateSent === 'string' ? Date.parse(DateSent) : null,
    status: Status,
  }));
  const bySid = (a: { sid: unknown }, b: { sid: unknown }) => String(a.sid).localeCompare(String(b.sid));
  return [found.filter(({ sent }) => isWithin(sent)).toSorted(bySid), wanted.toSorted(bySid)];
}

/**
 * The look-back window of the next run, by the newest time that the runs before have seen, and by the time of an interrupted run
 * whose rows it goes on with.
 */
function windowStart(
  { where, lookBackMs, skewMs }: History,
  messages: Messages,
  { newest, interruptedMs }: { readonly newest: number | null; readonly interruptedMs: number | undefined },
) {
  if ((newest === null && interruptedMs === undefined) || !where.includes('IS NOT NULL')) return undefined;
  const seen = Math.max(newest ?? Number.NEGATIVE_INFINITY, interruptedMs ?? Number.NEGATIVE_INFINITY);
  return Math.floor(Math.min(seen, messages.nowMs + skewMs) / 1000) * 1000 - lookBackMs;
}

/** The newest time of the messages that are selected, and of those that were seen before. */
function newestTime(messages: Messages, where: string, before: readonly (number | null)[]): number | null {
  const times = messages.all.filter((message) => isSelected(message, where)).map(({ sent }) => sent);
  return [...before, ...times].reduce(
    (newest, time) => (time !== null && (newest === null || time > newest) ? time : newest),
    null,
  );
}

test('after the last run, the destination equals the source in the look-back window, and everywhere after a full refresh', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(history, async (given) => {
      const folder = join(root, String((number += 1)));
      const messages = new Messages();
      messages.happen(given.first);
      let newest: number | null = null;
      let interrupted: { readonly timeMs: number; readonly newest: number | null } | undefined;
      for (const { passedMs, events, isFull, crash } of given.steps) {
        await runAll(folder, given, { messages, isFull, crash });
        // A run that goes on with rows of another one has seen them, even if they are gone.
        const seen = newestTime(messages, given.where, [newest, interrupted?.newest ?? null]);
        const isUnknown = crash === 'rows' || crash === 'before state';
        if (isUnknown) interrupted = { timeMs: messages.nowMs + given.skewMs, newest: seen };
        else newest = seen;
        if (!crash) interrupted = undefined;
        messages.nowMs += passedMs;
        messages.happen(events);
      }
      const before = existsSync(folder) ? rowsIn(folder) : new Map<string, unknown>();
      await runAll(folder, given, { messages, isFull: false });
      const [found, wanted] = compare(folder, messages, {
        where: given.where,
        sinceMs: windowStart(given, messages, { newest, interruptedMs: interrupted?.timeMs }),
      });
      expect(found).toEqual(wanted);
      const isKept = ({ sid }: Message) => !before.has(sid) || rowsIn(folder).has(sid);
      expect(messages.all.filter((message) => isSelected(message, given.where) && !isKept(message))).toEqual([]);
      await runAll(folder, given, { messages, isFull: true });
      const [foundEverywhere, all] = compare(folder, messages, { where: given.where, sinceMs: undefined });
      expect(foundEverywhere).toEqual(all);
      expect(doubledIn(folder)).toEqual([]);
      const sequences = changesIn(folder).map(({ _sequence }) => _sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
      expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
      rmSync(folder, { recursive: true });
    }),
    { numRuns: Number(HISTORIES ?? fuzzRuns(1000)), ...(HISTORY_SEED && { seed: Number(HISTORY_SEED) }) },
  );
}, 600_000);
