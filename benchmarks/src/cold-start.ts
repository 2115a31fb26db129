import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { interleave } from './rounds.ts';
import { CONNECTOR, type Servers, startConnectorTo } from './servers.ts';
import type { Settings } from './settings.ts';
import { pairwise, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

const SDK = `
import twilio from ${JSON.stringify(import.meta.resolve('twilio'))};
twilio('AC${'0'.repeat(32)}', 'x');`;

interface Contestant {
  readonly name: string;
  /** Runs from the start of a process until it is useful, and returns the time in milliseconds. */
  readonly start: () => Promise<number>;
  /** The most that the time may be, as a multiple of another contestant's. */
  readonly limit?: { readonly peer: string; readonly times: number };
}

const BARE = 'bare `node`';
const SDK_LOADED = '`twilio` SDK, loaded';

/**
 * Measures the time from the start of a process until it is useful: Node has started, the SDK is loaded and has a client, a
 * command has printed what it was asked for, a server answers. The SDK alone neither reads nor serves anything.
 */
export async function measureColdStart(servers: Servers, { rounds }: Settings): Promise<Row[]> {
  const contestants: Contestant[] = [
    { name: BARE, start: () => toExit(['-e', '0'], {}) },
    { name: SDK_LOADED, start: () => toExit(['--input-type=module', '-e', SDK], {}) },
    { name: '--version', start: () => toExit([COMMAND, '--version'], {}), limit: { peer: BARE, times: 1.5 } },
    {
      name: 'list Messages --limit 1',
      start: () => toExit([COMMAND, 'list', 'Messages', '--limit', '1'], servers.accountEnv),
      limit: { peer: SDK_LOADED, times: 1 },
    },
    { name: 'serve, to /healthz', start: () => toHealth(servers), limit: { peer: SDK_LOADED, times: 1.3 } },
  ];
  const results = await interleave(contestants, rounds, ({ start }) => start());
  return contestants.map(({ name, limit }) => {
    const times = timesOf(results, name);
    const row = { measured: 'Cold start', contestant: name, figure: spreadOf(times), unit: 'ms' };
    if (!limit) return row;
    const ratio = spreadOf(pairwise(times, timesOf(results, limit.peer), (own, other) => own / other));
    return {
      ...row,
      ratios: [{ peer: limit.peer, times: ratio }],
      limit: { text: `≤ ${limit.times}×`, isKept: ratio.median <= limit.times },
    };
  });
}

function timesOf(results: Awaited<ReturnType<typeof interleave<Contestant, number>>>, name: string) {
  return results.find((result) => result.name === name)?.results ?? [];
}

const COMMAND = fileURLToPath(CONNECTOR);

/** Runs a process to its end and returns the time in milliseconds. */
async function toExit(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore', env: { PATH: process.env.PATH, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.at(-1)} exited with code ${code}.`);
  return performance.now() - start;
}

async function toHealth({ simulator }: Servers): Promise<number> {
  const start = performance.now();
  const server = await startConnectorTo(simulator.url);
  const { ok } = await fetch(`${server.url}/healthz`);
  const took = performance.now() - start;
  await server.stop();
  if (!ok) throw new Error('The server is not healthy.');
  return took;
}
