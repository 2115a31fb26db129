import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ended } from '../command-line.js';

/** The built command. */
export const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

const MAX_OUTPUT = 1e9;
/** Stands for the exit code of a process that a signal ended. */
const KILLED = -1;

/** Starts the built command with only the given environment. */
export function startBuilt(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn('node', [cli, ...args], { env: environment(env) });
  // A full pipe would stop the command, so what the test does not read is dropped.
  child.stderr.resume();
  return child;
}

/** Runs the built command with only the given environment and input, and waits until its process has ended. */
export function runBuilt(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string | Buffer = '',
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      'node',
      [cli, ...args],
      { env: environment(env), maxBuffer: MAX_OUTPUT },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? KILLED) : 0, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

function environment(env: Readonly<Record<string, string>>) {
  return { PATH: process.env.PATH ?? '', ...env };
}
