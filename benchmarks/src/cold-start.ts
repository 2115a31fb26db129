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
 * From the start of a process to what it is for: the SDK loaded and a client made, one row on standard output, a server
 * that answers. The SDK alone reads nothing and serves nothing.
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

/** How long a process takes, from its start to its end, in milliseconds. */
async function toExit(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore', env: { PATH: process.env.PATH, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.at(-1)} ended with ${code}.`);
  return performance.now() - start;
}

async function toHealth({ simulator }: Servers): Promise<number> {
  const start = performance.now();
  const server = await startConnectorTo(simulator.url);
  const { ok } = await fetch(`${server.url}/healthz`);
  const took = performance.now() - start;
  await server.stop();
  if (!ok) throw new Error('The server is not well.');
  return took;
}
