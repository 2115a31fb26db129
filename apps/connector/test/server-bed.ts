import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { readEnv } from '../src/index.js';
import type { LogDestination } from '../src/observability/buffered-output.js';
import { type OpenServer, openServer, type ServerOptions } from '../src/server/open-services.js';
import { createApp } from '../src/rest/app.js';

/** A call by a test. Without `token`, no token is sent. */
export interface BedCall {
  readonly method?: string;
  readonly token?: string | undefined;
  /** Streams and texts are sent unchanged, other values as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address of the client. Failed logins slow an address down. */
  readonly from?: string;
}

/** The answer to a call. */
export interface BedAnswer {
  readonly status: number;
  readonly reason: string | undefined;
  readonly text: string;
  readonly headers: Headers;
  /** The body. The test knows its shape. */
  readonly json: Record<string, any>;
}

/** A server over a simulator with a real store, tokens, policies and connections, called in process without a socket. */
export interface ServerBed {
  readonly simulator: RunningSimulator['simulator'];
  readonly twilioUrl: string;
  readonly services: OpenServer['app']['services'];
  readonly signIn: OpenServer['app']['signIn'];
  readonly folder: string;
  readonly log: readonly string[];
  call(path: string, call?: BedCall): Promise<BedAnswer>;
  /** Calls as the administrator. Throws unless the answer is 200. */
  readonly must: (path: string, call?: BedCall) => Promise<Record<string, any>>;
  /** Creates an API token with roles, each as `[role, resource]`. */
  token(name: string, ...bindings: readonly (readonly [role: string, resource: string])[]): Promise<string>;
  /** Creates a connection to the simulator, with its secret in the vault of its project. */
  connection(name: string, variables?: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

export const ADMINISTRATOR_TOKEN = 'administrator-token-0123456789-abcdef';
export const FIRST = 'projects/local/locations/local/connections/twilio';
export const CONNECTOR_VERSION = 'projects/p/locations/global/providers/twilio/connectors/twilio/versions/1';
export const AUTH_TOKEN = 'simulator-auth-token';

/** How a bed differs from a server as users start it. */
export interface ServerBedOptions {
  /** Receives the log instead of `ServerBed.log`. */
  readonly logDestination?: LogDestination;
  /** The clock of the nodes of all connections. Default: Node's. */
  readonly nodeClock?: ServerOptions['nodeClock'];
  /** The folder with the console's files. Default: the one that was built. */
  readonly consoleFolder?: string;
}

/** @param variables replaces or adds environment variables. The data folder of CONNECTOR_DATA is kept when the bed is closed. */
export async function startServerBed(
  variables: Readonly<Record<string, string>> = {},
  { logDestination, nodeClock, consoleFolder }: ServerBedOptions = {},
): Promise<ServerBed> {
  const { TWILIO_AUTH_TOKEN: simulatorToken = AUTH_TOKEN } = variables;
  const running = await startSimulator({ authToken: simulatorToken, rows: 20 });
  const { simulator } = running;
  const folder = variables.CONNECTOR_DATA ?? mkdtempSync(join(tmpdir(), 'twilio-connector-server-'));
  const env = readEnv({
    TWILIO_ACCOUNT_SID: simulator.accountSid,
    TWILIO_AUTH_TOKEN: simulator.authToken,
    TWILIO_BASE_URL: `${running.url}/{product}`,
    CONNECTOR_LOG_LEVEL: 'debug',
    ...variables,
  });
  const log: string[] = [];
  const { TWILIO_ACCOUNT_SID: accountSid = '', TWILIO_AUTH_TOKEN: authToken = '' } = env;
  const opened = await openServer({
    env,
    folder,
    administratorToken: env.CONNECTOR_TOKEN ?? ADMINISTRATOR_TOKEN,
    account: { accountSid, credentials: { authToken } },
    nodeClock,
    logDestination: logDestination ?? { write: (line) => void log.push(line) },
  });
  const app = createApp({
    ...opened.app,
    isStopping: () => false,
    now: () => performance.now(),
    ...(consoleFolder !== undefined && { consoleFolder }),
  });
  const call: ServerBed['call'] = async (path, { method = 'GET', token, body, headers = {}, from } = {}) => {
    const init: RequestInit = {
      method,
      headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: toBody(body), duplex: 'half' }),
    };
    const answer = await app.request(path, init, { incoming: { url: path, socket: { remoteAddress: from } } });
    const text = await answer.text();
    const isJson = text !== '' && answer.headers.get('content-type')?.startsWith('application/json');
    const json = (isJson ? JSON.parse(text) : {}) as Record<string, any>;
    return { status: answer.status, text, json, headers: answer.headers, reason: json.error?.details?.[0]?.reason };
  };
  const must: ServerBed['must'] = async (path, given) => {
    const answer = await call(path, { token: env.CONNECTOR_TOKEN ?? ADMINISTRATOR_TOKEN, ...given });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  };
  return {
    simulator,
    twilioUrl: running.url,
    services: opened.app.services,
    signIn: opened.app.signIn,
    folder,
    log,
    call,
    must,
    async token(name, ...bindings) {
      const body = { name, bindings: bindings.map(([role, resource]) => ({ role, resource })) };
      return String((await must('/admin/v1/tokens', { method: 'POST', body })).token);
    },
    connection: (name, more = []) => makeConnection(must, { name, more, running }),
    async close() {
      await opened.close();
      await running.close();
      if (variables.CONNECTOR_DATA === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function toBody(body: unknown): string | ReadableStream<Uint8Array> {
  if (body instanceof ReadableStream) return body;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

interface NewConnection {
  readonly name: string;
  readonly more: readonly object[];
  readonly running: RunningSimulator;
}

async function makeConnection(must: ServerBed['must'], { name, more, running }: NewConnection): Promise<void> {
  const [, project = '', , location = '', , connection = ''] = name.split('/');
  const secret = `projects/${project}/secrets/auth-${connection}`;
  const post = (path: string, body: object) => must(path, { method: 'POST', body });
  await post(`/secretmanager/v1/projects/${project}/secrets?secretId=auth-${connection}`, {
    replication: { automatic: {} },
  });
  const data = Buffer.from(running.simulator.authToken).toString('base64');
  await post(`/secretmanager/v1/${secret}:addVersion`, { payload: { data } });
  const made = await post(`/v1/projects/${project}/locations/${location}/connections?connectionId=${connection}`, {
    connectorVersion: CONNECTOR_VERSION,
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: running.simulator.accountSid,
        password: { secretVersion: `${secret}/versions/latest` },
      },
    },
    configVariables: [{ key: 'base_url', stringValue: `${running.url}/{product}` }, ...more],
  });
  const { state, description } = made.response?.status ?? {};
  if (state !== 'ACTIVE') throw new Error(`${name} is ${state}: ${description}`);
}
