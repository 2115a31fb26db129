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

/**
 * Measures the time from the start of a process until it is useful: the SDK is loaded and has a client, a command has
 * printed one row, a server answers. The SDK alone neither reads nor serves anything.
 */
export async function measureColdStart(servers: Servers, { rounds }: Settings): Promise<Row[]> {
  const contestants = [
    { name: 'twilio SDK, loaded', start: () => toExit(['--input-type=module', '-e', SDK], {}) },
    { name: 'twilio-connector list Messages --limit 1', start: () => toExit(LIST, servers.accountEnv) },
    { name: 'twilio-connector serve, to /healthz', start: () => toHealth(servers) },
  ];
  const results = await interleave(contestants, rounds, ({ start }) => start());
  const [sdk, ...ours] = results;
  if (!sdk) return [];
  const measured = 'Cold start';
  return [
    { measured, contestant: sdk.name, figure: spreadOf(sdk.results), unit: 'ms' },
    ...ours.map(({ name, results: times }) => ({
      measured,
      contestant: name,
      figure: spreadOf(times),
      unit: 'ms',
      ratios: [{ peer: sdk.name, times: spreadOf(pairwise(times, sdk.results, (own, other) => own / other)) }],
    })),
  ];
}

const LIST = [fileURLToPath(CONNECTOR), 'list', 'Messages', '--limit', '1'];

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
