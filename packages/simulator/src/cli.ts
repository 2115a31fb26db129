#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { type Fault, parseFaults } from './faults/fault.js';
import { type Clock, clockFrom } from './model/clock.js';
import { startSimulator } from './server/server.js';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly rows?: number;
  readonly seed?: number;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  readonly rate?: number;
  readonly now?: Clock;
  readonly authToken?: string;
  readonly webhookHosts?: readonly string[];
}

const program = new Command('twilio-simulator')
  .description('A stateful simulated Twilio for tests. It keeps everything in memory and sends nothing but webhooks.')
  .version(packageJson.version)
  .option('--port <number>', 'port to listen on', parseInteger, 8081)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--rows <number>', 'initial number of messages; other resources scale with it (default: 200)', parseInteger)
  .option('--seed <number>', 'seed of the initial data; the same seed gives the same data (default: 1)', parseInteger)
  .option('--latency-ms <number>', 'minimum duration of each request in milliseconds (default: 0)', parseInteger)
  .option('--faults <list>', 'faults to inject, such as status=429:0.01,reset:0.001', argumentParser(parseFaults))
  .option('--rate <number>', 'requests per second before it returns 429 (default: no limit)', parseInteger)
  .option(
    '--now <time>',
    'time at which its clock starts, such as 2026-01-31T12:00:00Z (default: now)',
    argumentParser((text) => clockFrom(text)),
  )
  .option('--auth-token <token>', "the account's auth token (default: simulator, or 32 zeros)", parseToken)
  .option(
    '--webhook-hosts <names>',
    'hosts besides this machine that webhooks may be sent to, separated by commas (default: none)',
    (text: string) => text.split(','),
  )
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
    `Simulated Twilio at ${url}\n  Account SID  ${simulator.accountSid}\n  Auth token   ${simulator.authToken}\n\n` +
      `  curl -u ${simulator.accountSid}:${simulator.authToken} ${url}/2010-04-01/Accounts/${simulator.accountSid}/Messages.json\n\n` +
      'Received requests: GET /_simulator/requests. Sent webhooks: GET /_simulator/webhooks. Press Ctrl-C to stop.\n',
  );
}

function parseInteger(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

function parseToken(text: string): string {
  if (text === '') throw new InvalidArgumentError('Expected at least one character.');
  return text;
}

/** Reports the errors of a parser as errors of the argument. */
function argumentParser<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
