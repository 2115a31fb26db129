import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '@twilio-connector/simulator';
import { createRandom } from './random.ts';
import { startRecordingProxy } from './recording-proxy.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const MESSAGES = 30_000;
const YEAR_MS = 365 * 86_400_000;
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
  const running = await startSimulator({ rows: 1 });
  const { simulator } = running;
  const [sample] = simulator.snapshot('Messages');
  const newest = Date.now() - SECOND_MS;
  const rows = Array.from({ length: MESSAGES }, (_, index) => {
    const sent = newest - Math.floor((YEAR_MS * (MESSAGES - index)) / MESSAGES);
    const sid = `SM${index.toString(16).padStart(32, '0')}`;
    return { ...sample, sid, date_created: sent, date_sent: sent, date_updated: sent };
  });
  simulator.seed('Messages', rows);
  const keys = new Set(
    simulator
      .snapshot('Messages')
      .filter(({ date_sent: sent }) => sent !== null)
      .map(({ sid }) => sid),
  );
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-killed-exports-'));
  const flaws: string[] = [];
  let [kills, exports, partsKept] = [0, 0, 0];
  let onRequest: (url: URL) => void = () => {};
  const proxy = await startRecordingProxy(running.url, (url) => onRequest(url));
  const env = {
    PATH: process.env.PATH ?? '',
    TWILIO_ACCOUNT_SID: simulator.accountSid,
    TWILIO_AUTH_TOKEN: simulator.authToken,
    TWILIO_BASE_URL: `${proxy.url}/{product}`,
  };

  /** Exports until the command ends, or is killed. Returns whether the export is complete. */
  function runOnce(target: string): Promise<boolean> {
    const complete = partsIn(target);
    partsKept += complete.length;
    const killAt = kills < wanted ? 1 + random.below(MOST_REQUESTS) : Number.POSITIVE_INFINITY;
    const args = ['export', 'Messages', '--where', 'DateSent IS NOT NULL', '--to', target, '--resume'];
    const child = spawn('node', [CLI, ...args], { env });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    let requests = 0;
    onRequest = (url) => {
      requests += 1;
      if (complete.some((part) => isInside(url, part))) flaws.push(`A complete part was read again: ${url.search}`);
      if (requests === killAt) child.kill('SIGKILL');
    };
    return new Promise((resolve) => {
      child.once('close', (code) => {
        if (code === null) kills += 1;
        else if (code !== 0) flaws.push(`The export ended with ${code}: ${said}`);
        resolve(code !== null);
      });
    });
  }

  try {
    while (kills < wanted && flaws.length === 0) {
      const target = join(folder, `messages-${exports}.${random.pick(['ndjson', 'csv'])}`);
      while (!(await runOnce(target))) if (existsSync(target)) flaws.push('A file appeared before it was whole.');
      const found = readFileSync(target, 'utf8').match(/SM[0-9a-f]{32}(?=",|,AC)/g) ?? [];
      const lost = keys.size - new Set(found).size;
      if (found.length !== keys.size || lost !== 0)
        flaws.push(`${lost} rows are missing and ${found.length} of ${keys.size} were written.`);
      exports += 1;
    }
    return { kills, exports, partsKept, flaws };
  } finally {
    await proxy.close();
    await running.close();
    rmSync(folder, { recursive: true, force: true });
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
function isInside({ searchParams: query }: URL, { low, high }: Part): boolean {
  const [from, to] = [query.get('DateSent>'), query.get('DateSent<')].map((text) =>
    text ? Date.parse(text) : undefined,
  );
  const isAfter = low === null || (from !== undefined && from >= low * SECOND_MS);
  const isBefore = high === null || (to !== undefined && to <= (high + 1) * SECOND_MS);
  return isAfter && isBefore;
}
