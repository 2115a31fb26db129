import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built command. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const START_MS = 30_000;

/** What a server is started on. */
export interface ServerOptions {
  /** The data folder. */
  readonly folder: string;
  /** All that it sees of the environment, beside PATH and what is always so. */
  readonly env: Readonly<Record<string, string>>;
  /** Loaded before the command. */
  readonly preload?: string;
}

/** A server in a process of its own. */
export interface ServerProcess {
  /** Where it listens; undefined when it ended before it did. */
  readonly ready: Promise<string | undefined>;
  /** Resolves once the process is gone. */
  readonly gone: Promise<void>;
  /** What it said on standard error. */
  said(): string;
  /** `kill -9`; resolves once the process is gone. */
  kill(): Promise<void>;
}

/** Starts the built command's `serve`. It ends with this process, however that ends by itself. */
export function startServer({ folder, env, preload }: ServerOptions): ServerProcess {
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), CLI, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, PORT: '0', CONNECTOR_DATA: folder, CONNECTOR_LOG_LEVEL: 'error', ...env },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const gone = once(child, 'exit').then(() => void process.off('exit', end));
  return {
    ready: readUrl(child, end),
    gone,
    said: () => errors,
    async kill() {
      end();
      await gone;
    },
  };
}

function readUrl(child: ChildProcess, end: () => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    let output = '';
    const late = setTimeout(end, START_MS);
    const conclude = (url: string | undefined) => {
      clearTimeout(late);
      resolve(url);
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /serving at (http:\/\/[\d.]+:\d+)\s/.exec(output)?.[1];
      if (url) conclude(url);
    });
    child.once('exit', () => conclude(undefined));
  });
}
