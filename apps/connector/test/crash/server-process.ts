import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built command-line program. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const START_MS = 30_000;

/** Options of `startServer`. */
export interface ServerOptions {
  /** The data folder. */
  readonly folder: string;
  /** The environment of the server, besides PATH and a few fixed variables. */
  readonly env: Readonly<Record<string, string>>;
  /** A module that is loaded before the program. */
  readonly preload?: string;
}

/** A server in a separate process. */
export interface ServerProcess {
  /** The URL of the server; undefined if the process ended before it listened. */
  readonly ready: Promise<string | undefined>;
  /** Resolves once the process has ended. */
  readonly gone: Promise<void>;
  /** The output on standard error so far. */
  errorOutput(): string;
  /** Sends SIGKILL. Resolves once the process has ended. */
  kill(): Promise<void>;
}

/** Starts `serve` of the built program. The server is killed when this process exits. */
export function startServer({ folder, env, preload }: ServerOptions): ServerProcess {
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), CLI, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      PG_PORT: 'off',
      CONNECTOR_DATA: folder,
      CONNECTOR_LOG_LEVEL: 'error',
      ...env,
    },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const gone = once(child, 'exit').then(() => void process.off('exit', end));
  return {
    ready: readUrl(child, end),
    gone,
    errorOutput: () => errors,
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
