import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi, read } from './api.ts';
import { startServer } from './server-process.ts';

const PRELOAD = fileURLToPath(new URL('kill-at-step.mjs', import.meta.url));

/** The outcome of a killed first start and of the start after it. */
export interface CutStart {
  /** False if the start completed before the kill. */
  readonly wasCut: boolean;
  /** The problem after the next start; undefined if it serves calls with the token of the folder. */
  readonly flaw: string | undefined;
}

/** Kills the first start on an empty folder at its n-th disk write, then starts again. */
async function cutFirstStart(step: number): Promise<CutStart> {
  return inFolder(async (folder) => {
    const first = startServer({ folder, env: { ...QUIET, CRASH_AT_STEP: String(step) }, preload: PRELOAD });
    const wasCut = (await first.ready) === undefined;
    await first.kill();
    return { wasCut, flaw: await startAgain(folder) };
  });
}

/** The outcome of several killed first starts. */
interface CutStarts {
  readonly count: number;
  /** A sentence for each failed restart. */
  readonly flaws: readonly string[];
}

/** Kills one first start at each of the given steps, two at a time, until a start completes. */
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
      if (flaw !== undefined) flaws.push(`Killed at step ${next.value}. ${flaw}`);
    }
  };
  await Promise.all([work(), work()]);
  return { count, flaws };
}

/** Every step up to `dense`, then every `each`-th step. A start has far fewer than 1,000 steps. */
export function* stepsOf(dense: number, each: number): Iterable<number> {
  for (let step = 1; step < 1000; step += step < dense ? 1 : each) yield step;
}

/** Kills the first start after a delay, then starts again. */
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

// Placeholder credentials: these starts never call Twilio.
const QUIET = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'simulator',
  TWILIO_BASE_URL: 'http://127.0.0.1:9/{product}',
};

async function startAgain(folder: string): Promise<string | undefined> {
  const server = startServer({ folder, env: QUIET });
  try {
    const url = await server.ready;
    if (url === undefined) return `The next start failed: ${server.errorOutput()}`;
    const token = readFileSync(join(folder, 'token'), 'utf8').trim();
    const api = createApi(url, token);
    const { connections } = await read(api, '/v1/projects/local/locations/local/connections');
    if (connections?.length !== 1) return `There are ${connections?.length} connections instead of 1.`;
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
