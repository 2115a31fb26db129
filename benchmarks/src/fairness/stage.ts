import { cpSync } from 'node:fs';
import { type MeasuredProcess, startMeasured } from '../measured-process.ts';
import { preferProcess } from '../process-priority.ts';
import { accountSid, authToken, type Connector, newFolder, startConnectorTo, startSimulator } from '../servers.ts';
import type { ServerProcess } from '../server-process.ts';
import { type Attack, GATEWAY, LONG_MESSAGES, PROJECT, TABLES } from './attacks.ts';
import { fillAuditLog } from './audit-log.ts';

/** The processes of the measurement, except the connector, which each attack gets anew. */
export interface Stage {
  readonly attacker: MeasuredProcess;
  /** The token of the attacking caller, and that of the other one. */
  readonly tokens: { readonly attacker: string; readonly other: string };
  /** Starts a connector with both callers' connections. */
  startConnector(attack: Attack): Promise<Connector & ServerProcess>;
  stop(): Promise<void>;
}

export const OTHER_CONNECTION = 'projects/local/locations/local/connections/twilio';
const ROWS = 50_000;

/**
 * The other caller uses a Twilio of its own, since the attacker's is busy. Where the system allows it, the measured processes
 * have a higher priority than the attacker and its Twilio, which usually are on other machines.
 */
export async function openStage(auditRows: number): Promise<Stage> {
  const attacker = startMeasured('fairness/attacker-process.ts', {});
  const [gateway, busy, calm] = await Promise.all([
    attacker.ask('startGateway'),
    startSimulator(ROWS),
    startSimulator(),
  ]);
  preferProcess(process.pid);
  preferProcess(calm.pid);
  await addLongMessages(busy.url);
  const hosts = [String(gateway), busy.url].map((url) => new URL(url).host).join(',');
  const start = async (folder: string) => {
    const connector = await startConnectorTo(calm.url, {
      CONNECTOR_DATA: folder,
      CONNECTOR_ALLOWED_HOSTS: hosts,
      CONNECTOR_LOG_LEVEL: 'info',
    });
    preferProcess(connector.pid);
    return connector;
  };
  const template = newFolder('template');
  const first = await start(template);
  const tokens = await prepare(first, { [TABLES]: `${busy.url}/{product}`, [GATEWAY]: String(gateway) });
  await first.stop();
  return {
    attacker,
    tokens,
    startConnector(attack) {
      const folder = newFolder('data');
      cpSync(template, folder, { recursive: true });
      if (attack.needsAuditLog) fillAuditLog(folder, auditRows);
      return start(folder);
    },
    async stop() {
      await Promise.all([attacker.stop(), busy.stop(), calm.stop()]);
    },
  };
}

async function addLongMessages(twilioUrl: string): Promise<void> {
  const url = `${twilioUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const headers = { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  for (let count = 0; count < LONG_MESSAGES.count; count += 1) {
    const body = new URLSearchParams({ To: LONG_MESSAGES.to, From: '+15550100100', Body: LONG_MESSAGES.body });
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.text();
    if (!response.ok) throw new Error(`A message could not be added: ${response.status}.`);
  }
}

/** Creates the callers, and the attacker's connections by base URL. */
async function prepare({ url, token }: Connector, baseUrls: Readonly<Record<string, string>>) {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) };
    const response = await fetch(url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const secret = `projects/${PROJECT}/secrets/auth-token`;
  await post(`/secretmanager/v1/projects/${PROJECT}/secrets?secretId=auth-token`, { replication: { automatic: {} } });
  await post(`/secretmanager/v1/${secret}:addVersion`, { payload: { data: btoa(authToken) } });
  for (const [id, baseUrl] of Object.entries(baseUrls)) {
    await post(`/v1/projects/${PROJECT}/locations/local/connections?connectionId=${id}`, {
      connectorVersion: `projects/${PROJECT}/locations/global/providers/twilio/connectors/twilio/versions/1`,
      nodeConfig: { minNodeCount: 100, maxNodeCount: 100 },
      configVariables: [
        { key: 'base_url', stringValue: baseUrl },
        { key: 'allowed_actions', stringValue: '*' },
      ],
      authConfig: {
        authType: 'USER_PASSWORD',
        userPassword: { username: accountSid, password: { secretVersion: `${secret}/versions/1` } },
      },
    });
  }
  const newToken = async (name: string, role: string, resource: string) =>
    String((await post('/admin/v1/tokens', { name, bindings: [{ role, resource }] })).token);
  return {
    attacker: await newToken('attacker', 'roles/connectors.admin', `projects/${PROJECT}`),
    other: await newToken('other', 'roles/connectors.invoker', OTHER_CONNECTION),
  };
}
