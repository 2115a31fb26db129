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
const CONNECTOR = new URL('cli.js', import.meta.resolve('@twilio-connector/connector'));
const SIMULATOR = new URL('cli.js', import.meta.resolve('@twilio-connector/simulator'));

// The simulator accepts these unless told otherwise.
const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'simulator';

/** Starts all three, each in a process of its own on a free port of 127.0.0.1. */
export async function startServers(): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const started: ServerProcess[] = [];
  const start = async (name: string, script: URL, { args, env }: { args: string[]; env: Record<string, string> }) => {
    const server = await startProcess({ name, script, args, env, logFile: join(folder, `${name}.log`) });
    started.push(server);
    return server.url;
  };
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const startConnector = async (logLevel: string, simulatorUrl: string): Promise<Connector> => {
    const token = randomBytes(16).toString('hex');
    const env = {
      PORT: '0',
      CONNECTOR_TOKEN: token,
      CONNECTOR_DATA: folder,
      CONNECTOR_LOG_LEVEL: logLevel,
      CONNECTOR_MIN_NODES: String(NODES),
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_BASE_URL: simulatorUrl,
    };
    const url = await start(`connector-${logLevel}`, CONNECTOR, { args: ['serve'], env });
    return { url, token };
  };
  try {
    const url = await start('simulator', SIMULATOR, { args: ['--port', '0'], env: {} });
    const silent = await startConnector('silent', url);
    const logging = await startConnector('info', url);
    return { simulator: { url, accountSid, authToken }, silent, logging, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
