import { preferProcess } from '../process-priority.ts';
import { accountSid, authToken, type Connector, startConnectorTo, startSimulator } from '../servers.ts';
import type { ServerProcess } from '../server-process.ts';
import { CONNECTIONS, PROJECT } from './kinds.ts';

/** More messages than a call reads without a condition, so that such calls are as long at the end as at the start. */
const ROWS = 6000;

/** A connector with connections to a simulator, each in a process of its own. */
export interface Setting {
  readonly simulator: ServerProcess;
  readonly connector: Connector & ServerProcess;
  /** The token of a caller with all roles for connectors in the project. */
  readonly token: string;
}

export async function openSetting(): Promise<Setting> {
  const simulator = await startSimulator(ROWS);
  const connector = await startConnectorTo(simulator.url, { CONNECTOR_LOG_LEVEL: 'info' });
  const baseUrl = `${simulator.url}/{product}`;
  for (const { pid } of [simulator, connector]) preferProcess(pid);
  const post = createPost(connector);
  const secret = `projects/${PROJECT}/secrets/auth-token`;
  await post(`/secretmanager/v1/projects/${PROJECT}/secrets?secretId=auth-token`, { replication: { automatic: {} } });
  await post(`/secretmanager/v1/${secret}:addVersion`, { payload: { data: btoa(authToken) } });
  for (const [id, nodes] of Object.entries(CONNECTIONS)) {
    await post(`/v1/projects/${PROJECT}/locations/local/connections?connectionId=${id}`, {
      connectorVersion: `projects/${PROJECT}/locations/global/providers/twilio/connectors/twilio/versions/1`,
      nodeConfig: { minNodeCount: nodes, maxNodeCount: nodes },
      configVariables: [
        { key: 'base_url', stringValue: baseUrl },
        { key: 'allowed_actions', stringValue: '*' },
        { key: 'bulk', boolValue: true },
      ],
      authConfig: {
        authType: 'USER_PASSWORD',
        userPassword: { username: accountSid, password: { secretVersion: `${secret}/versions/latest` } },
      },
    });
  }
  const bindings = [{ role: 'roles/connectors.admin', resource: `projects/${PROJECT}` }];
  const { token } = await post('/admin/v1/tokens', { name: 'caller', bindings });
  return { simulator, connector, token: String(token) };
}

function createPost({ url, token }: Connector) {
  return async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
    const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) };
    const response = await fetch(url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  };
}
