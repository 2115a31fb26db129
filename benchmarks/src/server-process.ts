import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server in a separate process. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The file with its standard error. */
  readonly logFile: string;
  /** Whether it has ended, by itself or not. */
  isGone(): boolean;
  /** Sends SIGTERM, and SIGKILL if the process does not exit in time. */
  stop(): Promise<void>;
}

/** The command that starts a server. */
export interface Command {
  readonly name: string;
  /** The script to run. */
  readonly script: URL;
  readonly args: readonly string[];
  /** The whole environment, except PATH. It contains nothing of the developer's Twilio account. */
  readonly env: Readonly<Record<string, string>>;
  /** The file for standard error. */
  readonly logFile: string;
}

const START_MS = 20_000;
const STOP_MS = 5000;

/** Starts a server and waits until it prints its URL. The server stops when this process exits. */
export async function startProcess({ name, script, args, env, logFile }: Command): Promise<ServerProcess> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', log],
    env: { PATH: process.env.PATH, ...env },
  });
  closeSync(log);
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', kill);
  const stop = async () => {
    await end(child);
    process.off('exit', kill);
  };
  const url = await readUrl(child);
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  if (url && child.pid !== undefined) return { url, pid: child.pid, logFile, isGone, stop };
  await stop();
  throw new Error(`The ${name} did not start within ${START_MS / 1000} s. Its log: ${readFileSync(logFile, 'utf8')}`);
}

/** Returns the first URL that the process prints, or undefined if it exits or times out before. */
function readUrl(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /(https?:\/\/[\d.]+:\d+)\s/.exec(output)?.[1];
      if (url) resolve(url);
    });
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
    setTimeout(() => resolve(undefined), START_MS).unref();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const isLate = await Promise.race([exited.then(() => false), sleep(STOP_MS, true, { ref: false })]);
  if (isLate) child.kill('SIGKILL');
  await exited;
}
