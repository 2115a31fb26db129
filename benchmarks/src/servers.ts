import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, startProcess } from './processes.ts';

/** The most that one connection takes; with the rate of each, 2,500 requests a second. */
export const NODES = 100;

/** A simulated Twilio, and two connectors to it that differ in what they log. */
export interface Servers {
  readonly simulator: { readonly url: string; readonly accountSid: string; readonly authToken: string };
  /** What a command needs of the environment to reach it. */
  readonly accountEnv: Readonly<Record<string, string>>;
  readonly silent: Connector;
  readonly logging: Connector;
  stop(): Promise<void>;
}

/** A running connector. */
export interface Connector {
  readonly url: string;
  readonly token: string;
}

// A package's command is built beside its main module.
export const CONNECTOR = new URL('cli.js', import.meta.resolve('@twilio-connector/connector'));
const SIMULATOR = new URL('cli.js', import.meta.resolve('@twilio-connector/simulator'));

// The simulator accepts these unless told otherwise.
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'simulator';

/** Starts a connector to a simulator, in a process of its own on a free port of 127.0.0.1. */
export async function startConnectorTo(simulatorUrl: string, logLevel = 'silent'): Promise<Connector & ServerProcess> {
  const token = randomBytes(16).toString('hex');
  const env = {
    ...accountEnv(simulatorUrl),
    PORT: '0',
    CONNECTOR_TOKEN: token,
    // Each its own: a data folder is one process's at a time.
    CONNECTOR_DATA: mkdtempSync(join(folder(), 'data-')),
    CONNECTOR_LOG_LEVEL: logLevel,
    CONNECTOR_MIN_NODES: String(NODES),
  };
  const name = `connector-${logLevel}`;
  const logFile = join(folder(), `${name}.log`);
  return { token, ...(await startProcess({ name, script: CONNECTOR, args: ['serve'], env, logFile })) };
}

/** Starts all three. */
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
    const logging = keep(await startConnectorTo(url, 'info'));
    return { simulator: { url, accountSid, authToken }, accountEnv: accountEnv(url), silent, logging, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a simulator, in a process of its own on a free port of 127.0.0.1. */
export function startSimulator(): Promise<ServerProcess> {
  const logFile = join(folder(), 'simulator.log');
  return startProcess({ name: 'simulator', script: SIMULATOR, args: ['--port', '0'], env: {}, logFile });
}

function accountEnv(simulatorUrl: string) {
  return { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: `${simulatorUrl}/{product}` };
}

let made: string | undefined;

/** Where logs and data go; it ends with this process. */
function folder(): string {
  if (made === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'twilio-connector-bench-'));
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    made = path;
  }
  return made;
}
