import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { createHolds, type HeldRequest } from './held-requests.js';
import { readEnv, type RunningConnector, startConnector } from '../src/index.js';

/** An answer of the API. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body. The test knows its shape. */
  readonly json: Record<string, any>;
}

/** A running connector and the simulator that it calls, each on its port. */
export interface TestBed {
  readonly connector: RunningConnector;
  readonly simulator: RunningSimulator['simulator'];
  readonly url: string;
  /** The URL of the simulator. */
  readonly twilioUrl: string;
  readonly token: string;
  /** Holds the next request with the given method until the test releases it. */
  holdRequest(method: string): HeldRequest;
  /** The log lines so far. */
  readonly log: readonly string[];
  /** Calls a path below the connection as the administrator. `''` is the connection itself. */
  call(path: string, init?: RequestInit): Promise<TestAnswer>;
  /** Calls any path with only the given headers. */
  request(path: string, init?: RequestInit): Promise<TestAnswer>;
  close(): Promise<void>;
}

export const CONNECTION = 'projects/local/locations/local/connections/twilio';
const TOKEN = 'test-token-0123456789-abcdefghijk';

/** Starts a simulator and a connector. `env` adds or replaces environment variables. */
export async function startTestBed(env: Readonly<Record<string, string>> = {}): Promise<TestBed> {
  const holds = createHolds();
  const running = await startSimulator({
    sleep: holds.sleep,
    authToken: env.TWILIO_AUTH_TOKEN ?? 'simulator',
    rows: Number(env.SIMULATOR_ROWS ?? 100),
  });
  const { simulator } = running;
  const log: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-data-'));
  const variables = {
    CONNECTOR_DATA: folder,
    PORT: '0',
    PG_PORT: 'off',
    CONNECTOR_TOKEN: TOKEN,
    CONNECTOR_LOG_LEVEL: 'debug',
    TWILIO_ACCOUNT_SID: simulator.accountSid,
    TWILIO_AUTH_TOKEN: simulator.authToken,
    TWILIO_BASE_URL: `${running.url}/{product}`,
    ...env,
  };
  const connector = await startConnector({
    env: readEnv(variables),
    logDestination: { write: (line: string) => void log.push(line) },
  });
  const token = variables.CONNECTOR_TOKEN;
  const request: TestBed['request'] = async (path, init) => {
    const response = await fetch(connector.url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  };
  return {
    connector,
    simulator,
    url: connector.url,
    twilioUrl: running.url,
    token,
    log,
    holdRequest(method) {
      simulator.addFault({ kind: 'slow', method, count: 1 });
      return holds.hold();
    },
    request,
    call: (path, init) =>
      request(`/v2/${CONNECTION}${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } }),
    async close() {
      await connector.stop();
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A POST with a JSON body. */
export function json(body: unknown): { method: string; body: string } {
  return { method: 'POST', body: JSON.stringify(body) };
}
