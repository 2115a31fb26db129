import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Asks it to end, and ends it when it does not. */
  stop(): Promise<void>;
}

/** What is started. */
export interface Command {
  readonly name: string;
  /** The command's file. */
  readonly script: URL;
  readonly args: readonly string[];
  /** All that it sees of the environment, beside PATH: nothing of the developer's own Twilio account. */
  readonly env: Readonly<Record<string, string>>;
  /** The file that its standard error goes to. */
  readonly logFile: string;
}

const START_MS = 20_000;
const STOP_MS = 5000;

/** Starts a server and waits until it has said on which URL it listens. It ends when this process does. */
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
  if (url) return { url, stop };
  await stop();
  throw new Error(`The ${name} did not start; it had ${START_MS / 1000} s. It said: ${readFileSync(logFile, 'utf8')}`);
}

/** The first URL that it prints; undefined when it ends, or the time does, before. */
function readUrl(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /(http:\/\/[\d.]+:\d+)\s/.exec(output)?.[1];
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
