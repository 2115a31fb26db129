import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CommandOptions } from './command.js';

/** A running server. */
export interface RunningCommand {
  readonly url: string;
  /** What the command has printed on standard output. */
  readonly output: () => string;
  /** Stops the command and returns its exit code, or null if it had to be killed. */
  stop(): Promise<number | null>;
}

/** Starts a command and waits until it prints the URL of its server. @param timeoutMs kills it after this time */
export async function startCommand(
  file: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 60_000 }: Required<CommandOptions> & { readonly timeoutMs?: number },
): Promise<RunningCommand> {
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let written = '';
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      output += chunk.toString();
      const found = / at (http:\/\/127\.0\.0\.1:\d+)\s/.exec(written)?.[1];
      if (found) resolve(found);
    });
    exited.then(
      ([code]) =>
        reject(new Error(`${file} exited with code ${String(code)} before its server was ready:\n${written}`)),
      reject,
    );
  });
  return {
    url,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}
