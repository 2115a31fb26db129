import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startTestBed, type TestBed } from './test-bed.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the command. Turbo skips the build unless a source changed. */
export async function buildCommand(): Promise<void> {
  const filter = '--filter=@twilio-connector/connector...';
  await promisify(execFile)('node', [join(root, 'tooling/workspace/run.js'), 'turbo', 'run', 'build', filter], {
    cwd: root,
  });
}

/** The built command. */
export const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs the command with only the given environment and input. @returns its exit code and output */
export function runCommand(args: readonly string[], env: Readonly<Record<string, string>>, input = '') {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH ?? '', ...env } };
    const child = execFile('node', [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
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

/** A test bed for the built command, which reaches Twilio in process or through a connector. */
export interface CommandBed {
  readonly bed: TestBed;
  readonly twilioEnv: Readonly<Record<string, string>>;
  readonly ways: { readonly inProcess: Way; readonly throughConnector: Way };
}

/** Builds the command and starts its test bed. */
export async function startCommandBed(): Promise<CommandBed> {
  await buildCommand();
  const bed = await startTestBed();
  const { accountSid, authToken } = bed.simulator;
  const baseUrl = `${bed.twilioUrl}/{product}`;
  const twilioEnv = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: baseUrl };
  const throughConnector = { flags: ['--server', bed.url], env: { CONNECTOR_TOKEN: bed.token } };
  return { bed, twilioEnv, ways: { inProcess: { flags: [], env: twilioEnv }, throughConnector } };
}
