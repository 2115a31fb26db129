import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startProcess } from './server-process.ts';

/** The maximum for a connection: 2,500 requests per second. */
export const NODES = 100;

/** A simulator, and two connectors to it: one logs nothing, the other logs at level info. */
export interface Servers {
  readonly simulator: { readonly url: string; readonly accountSid: string; readonly authToken: string };
  /** The environment that a command needs to reach the simulator. */
  readonly accountEnv: Readonly<Record<string, string>>;
  readonly silent: Connector;
  readonly logging: Connector;
  stop(): Promise<void>;
}

/** A running connector. */
export interface Connector {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

// The command of a package is built next to its main module.
export const CONNECTOR = new URL('cli.js', import.meta.resolve('@twilio-connector/connector'));
const SIMULATOR = new URL('cli.js', import.meta.resolve('@twilio-connector/simulator'));

// The simulator's default credentials.
export const accountSid = `AC${'0'.repeat(32)}`;
export const authToken = 'simulator';

/** Starts a connector to a simulator in a separate process, on a free port of 127.0.0.1. @param changes of its environment */
export async function startConnectorTo(
  simulatorUrl: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Connector & ServerProcess> {
  const token = randomBytes(32).toString('base64url');
  const env = {
    ...accountEnv(simulatorUrl),
    PORT: '0',
    PG_PORT: 'off',
    CONNECTOR_TOKEN: token,
    // Only one process at a time may use a data folder.
    CONNECTOR_DATA: newFolder('data'),
    CONNECTOR_LOG_LEVEL: 'silent',
    CONNECTOR_MIN_NODES: String(NODES),
    ...changes,
  };
  const name = `connector-${env.CONNECTOR_LOG_LEVEL}`;
  const logFile = join(folder(), `${name}.log`);
  return { token, ...(await startProcess({ name, script: CONNECTOR, args: ['serve'], env, logFile })) };
}

/** Starts the simulator and both connectors. */
export async function startServers(): Promise<Servers> {
  const started: ServerProcess[] = [];
  const keep = <T extends ServerProcess>(server: T): T => {
    started.push(server);
    return server;
  };
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const { url } = keep(await startSimulator());
    const silent = keep(await startConnectorTo(url));
    const logging = keep(await startConnectorTo(url, { CONNECTOR_LOG_LEVEL: 'info' }));
    return { simulator: { url, accountSid, authToken }, accountEnv: accountEnv(url), silent, logging, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a simulator in a separate process, on a free port of 127.0.0.1. @param rows the initial number of messages */
export function startSimulator(rows = 200): Promise<ServerProcess> {
  const logFile = join(folder(), 'simulator.log');
  const args = ['--port', '0', '--rows', String(rows)];
  return startProcess({ name: 'simulator', script: SIMULATOR, args, env: {}, logFile });
}

/** An empty folder, which is removed when this process exits. */
export function newFolder(name: string): string {
  return mkdtempSync(join(folder(), `${name}-`));
}

function accountEnv(simulatorUrl: string) {
  return { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: `${simulatorUrl}/{product}` };
}

let createdFolder: string | undefined;

/** The folder for logs and data. It is removed when this process exits. */
function folder(): string {
  if (createdFolder === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'twilio-connector-bench-'));
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    createdFolder = path;
  }
  return createdFolder;
}
