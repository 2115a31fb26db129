import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { runProgram } from '../src/cli/program.js';
import { startTestBed, type TestBed } from './test-bed.js';

/** The result of a command. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command in this process, with only the given environment and input, and without a terminal. The tests of
 * `processes/` start it as a process, where that shows more: signals, kills, exit codes and pipes.
 */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const [stdout, stderr] = [createOutput(), createOutput()];
  const process = Object.assign(new EventEmitter(), {
    argv: ['node', 'twilio-connector', ...args],
    env: { ...env },
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    exitCode: 0,
  });
  await runProgram(process as unknown as NodeJS.Process);
  return { code: process.exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/**
 * Runs the command on a terminal of a width, and returns what it shows: standard output and standard error together.
 *
 * @param typed what the person at the terminal types
 */
export async function runOnTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { columns = 80, typed = '' }: { readonly columns?: number; readonly typed?: string } = {},
): Promise<{ readonly code: number; readonly screen: string }> {
  const output = createOutput();
  const terminal = Object.assign(output.stream, { isTTY: true, columns });
  const process = Object.assign(new EventEmitter(), {
    argv: ['node', 'twilio-connector', ...args],
    env: { ...env },
    stdin: Object.assign(Readable.from(typed === '' ? [] : [Buffer.from(typed)]), { isTTY: true }),
    stdout: terminal,
    stderr: terminal,
    exitCode: 0,
  });
  await runProgram(process as unknown as NodeJS.Process);
  return { code: process.exitCode, screen: output.text() };
}

function createOutput() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** Parses NDJSON. */
export function rowsOf(stdout: string): Record<string, unknown>[] {
  const lines = stdout.trim().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The flags and the environment with which a command reaches Twilio. */
interface Way {
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A test bed for the command, which reaches Twilio in process or through a connector. */
export interface CommandBed {
  readonly bed: TestBed;
  readonly twilioEnv: Readonly<Record<string, string>>;
  readonly ways: { readonly inProcess: Way; readonly throughConnector: Way };
}

/** Starts a test bed for the command. */
export async function startCommandBed(): Promise<CommandBed> {
  const bed = await startTestBed();
  const { accountSid, authToken } = bed.simulator;
  const baseUrl = `${bed.twilioUrl}/{product}`;
  const twilioEnv = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: baseUrl };
  const throughConnector = { flags: ['--server', bed.url], env: { CONNECTOR_TOKEN: bed.token } };
  return { bed, twilioEnv, ways: { inProcess: { flags: [], env: twilioEnv }, throughConnector } };
}
