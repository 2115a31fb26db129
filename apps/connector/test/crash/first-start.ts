import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi, read } from './api.ts';
import { startServer } from './server-process.ts';

const PRELOAD = fileURLToPath(new URL('kill-at-step.mjs', import.meta.url));

/** What became of a first start that was cut off, and of the next one. */
export interface CutStart {
  /** False when the start came to its end before that. */
  readonly wasCut: boolean;
  /** What is wrong after the next start; undefined when it serves whom its token names. */
  readonly flaw: string | undefined;
}

/** The first start on an empty folder, ended at its n-th change on the disk; then another one. */
async function cutFirstStart(step: number): Promise<CutStart> {
  return inFolder(async (folder) => {
    const first = startServer({ folder, env: { ...QUIET, CRASH_AT_STEP: String(step) }, preload: PRELOAD });
    const wasCut = (await first.ready) === undefined;
    await first.kill();
    return { wasCut, flaw: await startAgain(folder) };
  });
}

/** What became of several first starts. */
interface CutStarts {
  readonly count: number;
  /** A sentence for each. */
  readonly flaws: readonly string[];
}

/** First starts that are ended at one of their changes on the disk each, two at a time, until one comes to its end. */
export async function cutFirstStarts(steps: Iterable<number>): Promise<CutStarts> {
  const flaws: string[] = [];
  const left = steps[Symbol.iterator]();
  let count = 0;
  let isOver = false;
  const work = async () => {
    for (let next = left.next(); !next.done && !isOver; next = left.next()) {
      const { wasCut, flaw } = await cutFirstStart(next.value);
      count += 1;
      isOver ||= !wasCut;
      if (flaw !== undefined) flaws.push(`Ended at step ${next.value}. ${flaw}`);
    }
  };
  await Promise.all([work(), work()]);
  return { count, flaws };
}

/** From the first step on: every one up to `dense`, then each so many. There is an end to a start long before theirs. */
export function* stepsOf(dense: number, each: number): Iterable<number> {
  for (let step = 1; step < 1000; step += step < dense ? 1 : each) yield step;
}

/** The same, ended by the clock. */
export async function killFirstStart(afterMs: number): Promise<CutStart> {
  return inFolder(async (folder) => {
    const first = startServer({ folder, env: QUIET });
    const timer = setTimeout(() => void first.kill(), afterMs);
    const wasCut = (await first.ready) === undefined;
    clearTimeout(timer);
    await first.kill();
    return { wasCut, flaw: await startAgain(folder) };
  });
}

// Its account is the simulator's, which nobody asks.
const QUIET = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'simulator',
  TWILIO_BASE_URL: 'http://127.0.0.1:9/{product}',
};

async function startAgain(folder: string): Promise<string | undefined> {
  const server = startServer({ folder, env: QUIET });
  try {
    const url = await server.ready;
    if (url === undefined) return `The next start failed: ${server.said()}`;
    const token = readFileSync(join(folder, 'token'), 'utf8').trim();
    const api = createApi(url, token);
    const { connections } = await read(api, '/v1/projects/local/locations/local/connections');
    if (connections?.length !== 1) return `There are ${connections?.length} connections, not one.`;
    await read(api, '/secretmanager/v1/projects/local/secrets?secretId=one', {
      method: 'POST',
      body: { replication: { automatic: {} } },
    });
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await server.kill();
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'twilio-connector-first-'));
  try {
    return await work(join(parent, 'data'));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
