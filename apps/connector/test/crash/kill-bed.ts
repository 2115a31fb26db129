import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startExportBed } from './export-bed.ts';
import { createRandom } from './random.ts';
import { startRecordingProxy } from './recording-proxy.ts';

/** Kills come after at most so many requests of a process. */
const MOST_REQUESTS = 24;
/** A window may share its last second with another one. */
const SECOND_MS = 1000;

interface Part {
  readonly low: number | null;
  readonly high: number | null;
}

/** How many kills, and the seed of their moments. */
export interface Kills {
  readonly kills: number;
  readonly seed: number;
}

interface Run {
  /** The options of the command. */
  readonly options: readonly string[];
  /** The file that the process writes, if it has one by now. Its complete parts must not be read again. */
  readonly target: () => string | undefined;
  /** Whether the process still goes on with the parts that it found complete. Default: always */
  readonly isResuming?: () => boolean;
  /** A kill comes at most so long after its request, in milliseconds. Default: at once */
  readonly mostDelayMs?: number;
}

/** The command that exports messages from a simulator, and is killed at random requests. */
export async function startKillBed(messages: number, { kills: wanted, seed }: Kills) {
  const random = createRandom(seed);
  const bed = await startExportBed(messages);
  const flaws: string[] = [];
  let kills = 0;
  let onRequest: (url: URL) => void = () => {};
  const proxy = await startRecordingProxy(bed.url, (url) => onRequest(url));
  return {
    ...bed,
    random,
    flaws,
    kills: () => kills,
    /** Whether kills are left, and nothing was wrong so far. */
    goesOn: () => kills < wanted && flaws.length === 0,
    /** Runs the command until it ends, or is killed. Returns whether it has ended, and how many parts it found complete. */
    async run({ options, target, isResuming = () => true, mostDelayMs = 0 }: Run) {
      const complete = partsIn(target());
      // Every second kill waits until a part is complete, so that the next run can resume it.
      const isForPart = kills % 2 === 1;
      const killAt = kills < wanted ? 1 + random.below(MOST_REQUESTS) : Number.POSITIVE_INFINITY;
      const delayMs = mostDelayMs > 0 ? random.below(mostDelayMs) : 0;
      const { child, ended } = bed.start(options, proxy.url);
      const kill = () => child.kill('SIGKILL');
      let requests = 0;
      onRequest = (url) => {
        requests += 1;
        if (isResuming() && complete.some((part) => isInside(url, part)))
          flaws.push(`A complete part was read again: ${url.search}`);
        if (kills < wanted && isForPart && partsIn(target()).length > complete.length) kill();
        if (isForPart || requests !== killAt) return;
        if (delayMs > 0) void delay(delayMs).then(kill);
        else kill();
      };
      const { code, said } = await ended;
      if (code === null) kills += 1;
      else if (code !== 0) flaws.push(`The export ended with ${code}: ${said}`);
      return { hasEnded: code !== null, partsKept: complete.length };
    },
    async close() {
      await proxy.close();
      await bed.close();
    },
  };
}

/** The parts that an export has completed which is under way, or was interrupted. */
export function partsIn(target: string | undefined): readonly Part[] {
  const journal = join(`${target}.partial`, 'journal');
  if (target === undefined || !existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line) => (JSON.parse(line) as { readonly part?: Part }).part ?? []);
}

/** Whether a request asks only for what a part contains. */
function isInside({ searchParams: query }: URL, { low, high }: Part): boolean {
  const [from, to] = [query.get('DateSent>'), query.get('DateSent<')].map((text) =>
    text ? Date.parse(text) : undefined,
  );
  const isAfter = low === null || (from !== undefined && from >= low * SECOND_MS);
  const isBefore = high === null || (to !== undefined && to <= (high + 1) * SECOND_MS);
  return isAfter && isBefore;
}
