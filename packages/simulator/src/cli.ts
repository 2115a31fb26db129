#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { type Fault, parseFaults } from './faults/fault.js';
import { startSimulator } from './server/server.js';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly rows?: number;
  readonly seed?: number;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  readonly rate?: number;
}

const program = new Command('twilio-simulator')
  .description('A stateful Twilio to test against. Everything is in memory; nothing is sent.')
  .version(packageJson.version)
  .option('--port <number>', 'port to listen on', whole, 8081)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--rows <number>', 'messages at the start; other resources in proportion (200)', whole)
  .option('--seed <number>', 'the same seed gives the same data (1)', whole)
  .option('--latency-ms <number>', 'how long each answer takes at least (0)', whole)
  .option('--faults <list>', 'such as status=429:0.01,reset:0.001', faults)
  .option('--rate <number>', 'requests a second before it answers 429 (no limit)', whole)
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`twilio-simulator: ${messageOf(error)}\n`);
  process.exitCode = 1;
}

async function run(flags: Flags): Promise<void> {
  const running = await startSimulator(flags);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
  const { url, simulator } = running;
  process.stdout.write(
    `A simulated Twilio at ${url}\n  Account SID  ${simulator.accountSid}\n  Auth token   ${simulator.authToken}\n\n` +
      `  curl -u ${simulator.accountSid}:${simulator.authToken} ${url}/2010-04-01/Accounts/${simulator.accountSid}/Messages.json\n\n` +
      'What was asked: GET /_simulator/requests. Ctrl-C stops it.\n',
  );
}

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function faults(text: string): readonly Fault[] {
  try {
    return parseFaults(text);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
