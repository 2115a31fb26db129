import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { google, type connectors_v1, type connectors_v2, type secretmanager_v1 } from 'googleapis';
import { createHolds } from './held-requests.js';
import { readEnv, type RunningConnector, startConnector } from '../src/index.js';

/** A configuration variable in the form of Google's client. */
export type Variable = connectors_v1.Schema$ConfigVariable;

/** The request body of a create or a patch. */
export type ConnectionBody = connectors_v1.Schema$Connection;

/** The error of a refused call. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly message: string;
  /** In the order of the answer. */
  readonly violations: readonly { readonly field: string; readonly description: string }[];
  /** The whole answer. */
  readonly text: string;
}

export const PROJECT = 'demo';
export const PARENT = `projects/${PROJECT}/locations/europe-west1`;
export const VERSION = `projects/${PROJECT}/locations/global/providers/twilio/connectors/twilio/versions/1`;
export const API_KEY = `SK${'a'.repeat(32)}`;
export const API_SECRET = 'api-secret-of-the-simulator';
const TOKEN = 'test-token-0123456789-abcdefghijk';

/** The name of a connection of the test's project. */
export function connectionName(id: string): string {
  return `${PARENT}/connections/${id}`;
}

/** The name of a secret version. */
export function secretVersion(secret: string, version: string | number = 1, project = PROJECT): string {
  return `projects/${project}/secrets/${secret}/versions/${version}`;
}

/** A connector over a simulator with Google's Node clients. It can be stopped and started again on the same data folder. */
export type ConnectionsBed = Awaited<ReturnType<typeof startConnectionsBed>>;

/**
 * @param env replaces or adds environment variables
 * @param tls certificate and key of a simulator that is reached over https
 */
export async function startConnectionsBed(
  env: Readonly<Record<string, string>> = {},
  tls?: { readonly cert: string; readonly key: string },
) {
  const holds = createHolds();
  const running = await startSimulator({
    rows: 60,
    apiKeys: { [API_KEY]: API_SECRET },
    sleep: holds.sleep,
    ...(tls && { tls }),
  });
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-connections-'));
  let served = await serve({ folder, running, env });
  const bed = {
    simulator: running.simulator,
    /** Holds the next request for messages until the test releases it. */
    holdMessages() {
      running.simulator.addFault({ kind: 'slow', path: '/Messages', count: 1 });
      return holds.hold();
    },
    /** The base URL of all connections of a test. */
    baseUrl: `${running.url}/{product}`,
    folder,
    get url() {
      return served.connector.url;
    },
    get v1(): connectors_v1.Connectors {
      return served.v1;
    },
    get v2(): connectors_v2.Connectors {
      return served.v2;
    },
    get secrets(): secretmanager_v1.Resource$Projects$Secrets {
      return served.secrets;
    },
    get connections(): connectors_v1.Resource$Projects$Locations$Connections {
      return served.v1.projects.locations.connections;
    },
    headers: { Authorization: `Bearer ${TOKEN}` },
    stop: () => served.connector.stop(),
    /** Starts again on the same data folder, after a stop. */
    async start(other: Readonly<Record<string, string>> = {}) {
      served = await serve({ folder, running, env: { ...env, ...other } });
    },
    /** Adds a version to a secret of the vault, which is created if it does not exist. Returns the name of the version. */
    async keepSecret(secretId: string, value: string, project = PROJECT): Promise<string> {
      const parent = `projects/${project}`;
      const known = await served.secrets.list({ parent });
      if (!known.data.secrets?.some(({ name }) => name === `${parent}/secrets/${secretId}`)) {
        await served.secrets.create({ parent, secretId, requestBody: { replication: { automatic: {} } } });
      }
      const requestBody = { payload: { data: Buffer.from(value).toString('base64') } };
      const { data } = await served.secrets.addVersion({ parent: `${parent}/secrets/${secretId}`, requestBody });
      return data.name ?? '';
    },
    /** A valid connection to the simulator's account, with its auth token from the vault. */
    body: (changes: ConnectionBody = {}): ConnectionBody => ({
      connectorVersion: VERSION,
      configVariables: [{ key: 'base_url', stringValue: `${running.url}/{product}` }],
      authConfig: {
        authType: 'USER_PASSWORD',
        userPassword: {
          username: running.simulator.accountSid,
          password: { secretVersion: secretVersion('twilio-token') },
        },
      },
      ...changes,
    }),
    /** Creates a connection and waits until it is done. */
    async create(connectionId: string, body: ConnectionBody = bed.body()) {
      const { data } = await bed.connections.create({ parent: PARENT, connectionId, requestBody: body });
      return bed.ended(data);
    },
    async patch(id: string, updateMask: string, requestBody: ConnectionBody) {
      const { data } = await bed.connections.patch({ name: connectionName(id), updateMask, requestBody });
      return bed.ended(data);
    },
    async delete(id: string) {
      const { data } = await bed.connections.delete({ name: connectionName(id) });
      return bed.ended(data);
    },
    async get(id: string): Promise<ConnectionBody> {
      return (await bed.connections.get({ name: connectionName(id) })).data;
    },
    async stateOf(id: string): Promise<string> {
      return (await bed.get(id)).status?.state ?? '';
    },
    /** Polls a long-running operation until it is done. */
    async ended(operation: connectors_v1.Schema$Operation): Promise<connectors_v1.Schema$Operation> {
      if (operation.done) return operation;
      await turn();
      const { data } = await served.v1.projects.locations.operations.get({ name: operation.name ?? '' });
      return bed.ended(data);
    },
    async close() {
      await served.connector.stop();
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bed;
}

/** Returns the error of a refused call. Throws if the call was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => {
      throw new Error('The call was not refused.');
    },
    (reason: unknown) => reason as { status?: number; response?: { data: GoogleError } },
  );
  if (!error.response) throw error;
  const { data } = error.response;
  const { message, status, details } = data.error;
  return {
    status: error.status ?? 0,
    code: status,
    reason: details.find((detail) => detail.reason)?.reason ?? '',
    message,
    violations: details.flatMap((detail) => detail.fieldViolations ?? []),
    text: JSON.stringify(data),
  };
}

interface GoogleError {
  readonly error: {
    readonly message: string;
    readonly status: string;
    readonly details: readonly { readonly reason?: string; readonly fieldViolations?: Refusal['violations'] }[];
  };
}

/** Lets other work proceed. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** Resolves when the condition holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await turn();
}

async function serve(options: {
  readonly folder: string;
  readonly running: RunningSimulator;
  readonly env: Readonly<Record<string, string>>;
}) {
  const { folder, running, env } = options;
  const variables = {
    CONNECTOR_DATA: folder,
    PORT: '0',
    PG_PORT: 'off',
    CONNECTOR_TOKEN: TOKEN,
    TWILIO_ACCOUNT_SID: running.simulator.accountSid,
    TWILIO_AUTH_TOKEN: running.simulator.authToken,
    TWILIO_BASE_URL: `${running.url}/{product}`,
    ...env,
  };
  const connector: RunningConnector = await startConnector({
    env: readEnv(variables),
    logDestination: { write: () => true },
  });
  const client = { rootUrl: `${connector.url}/`, headers: { Authorization: `Bearer ${TOKEN}` }, retry: false };
  return {
    connector,
    v1: google.connectors({ version: 'v1', ...client }),
    v2: google.connectors({ version: 'v2', ...client }),
    secrets: google.secretmanager({ version: 'v1', ...client }).projects.secrets,
  };
}
