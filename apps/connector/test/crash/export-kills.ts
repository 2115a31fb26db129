import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startExportBed } from './export-bed.ts';
import { createRandom } from './random.ts';
import { startRecordingProxy } from './recording-proxy.ts';

const MESSAGES = 30_000;
/** Kills come after at most so many requests of a process. */
const MOST_REQUESTS = 24;
/** A window may share its last second with another one. */
const SECOND_MS = 1000;

interface Part {
  readonly low: number | null;
  readonly high: number | null;
}

/** What kills of exports showed. */
export interface ExportKills {
  readonly kills: number;
  /** The exports that were complete in the end. */
  readonly exports: number;
  /** The parts that processes found complete. */
  readonly partsKept: number;
  readonly flaws: readonly string[];
}

/** Kills the command `export` again and again, resumes it, and checks its file and its requests. */
export async function killExports({
  kills: wanted,
  seed,
}: {
  readonly kills: number;
  readonly seed: number;
}): Promise<ExportKills> {
  const random = createRandom(seed);
  const bed = await startExportBed(MESSAGES);
  const flaws: string[] = [];
  let [kills, exports, partsKept] = [0, 0, 0];
  let onRequest: (url: URL) => void = () => {};
  const proxy = await startRecordingProxy(bed.url, (url) => onRequest(url));

  /** Exports until the command ends, or is killed. Returns whether the export is complete. */
  async function runOnce(target: string): Promise<boolean> {
    const complete = partsIn(target);
    partsKept += complete.length;
    const killAt = kills < wanted ? 1 + random.below(MOST_REQUESTS) : Number.POSITIVE_INFINITY;
    const { child, ended } = bed.start(['--to', target, '--resume'], proxy.url);
    let requests = 0;
    onRequest = (url) => {
      requests += 1;
      if (complete.some((part) => isInside(url, part))) flaws.push(`A complete part was read again: ${url.search}`);
      if (requests === killAt) child.kill('SIGKILL');
    };
    const { code, said } = await ended;
    if (code === null) kills += 1;
    else if (code !== 0) flaws.push(`The export ended with ${code}: ${said}`);
    return code !== null;
  }

  try {
    while (kills < wanted && flaws.length === 0) {
      const target = bed.fileNamed(`messages-${exports}.${random.pick(['ndjson', 'csv'])}`);
      while (!(await runOnce(target))) if (existsSync(target)) flaws.push('A file appeared before it was whole.');
      if (flaws.length === 0) flaws.push(...bed.flawsOf(target));
      exports += 1;
    }
    return { kills, exports, partsKept, flaws };
  } finally {
    await proxy.close();
    await bed.close();
  }
}

/** The parts that an interrupted export has completed. */
export function partsIn(target: string): readonly Part[] {
  const journal = join(`${target}.partial`, 'journal');
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line) => (JSON.parse(line) as { readonly part?: Part }).part ?? []);
}

/** Whether a request asks only for what a part contains. */
export function isInside({ searchParams: query }: URL, { low, high }: Part): boolean {
  const [from, to] = [query.get('DateSent>'), query.get('DateSent<')].map((text) =>
    text ? Date.parse(text) : undefined,
  );
  const isAfter = low === null || (from !== undefined && from >= low * SECOND_MS);
  const isBefore = high === null || (to !== undefined && to <= (high + 1) * SECOND_MS);
  return isAfter && isBefore;
}
