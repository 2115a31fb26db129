import { setTimeout as sleep } from 'node:timers/promises';
import { accountSid, startConnectorTo } from '../src/servers.ts';

const PARENT = 'projects/local/locations/local';
/** A recording in the simulator's seed data: its GET is one request to Twilio. */
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';

/** A connector in a process of its own. */
export interface Bed {
  readonly url: string;
  readonly token: string;
  /** Creates a connection and waits until it is active. */
  create(id: string, nodes: { readonly min: number; readonly max: number }): Promise<void>;
  /** Makes one call, which sends one request to Twilio, unless it is refused. Returns the status. Rejects if the connection breaks. */
  get(id: string): Promise<number>;
  stop(): Promise<void>;
}

/** @param twilioUrl what stands for Twilio */
export async function startBed(twilioUrl: string): Promise<Bed> {
  const connector = await startConnectorTo(twilioUrl, { CONNECTOR_ALLOWED_HOSTS: new URL(twilioUrl).host });
  const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(connector.url + path, {
      headers: { Authorization: `Bearer ${connector.token}` },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const ended = async (operation: Record<string, unknown>): Promise<void> => {
    if (operation.done) return;
    await sleep(50);
    await ended(await ask(`/v1/${String(operation.name)}`));
  };
  return {
    url: connector.url,
    token: connector.token,
    async create(id, { min, max }) {
      const secretVersion = 'projects/local/secrets/twilio-auth-token/versions/1';
      const operation = await ask(`/v1/${PARENT}/connections?connectionId=${id}`, {
        connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
        nodeConfig: { minNodeCount: min, maxNodeCount: max },
        configVariables: [{ key: 'base_url', stringValue: `${twilioUrl}/{product}` }],
        authConfig: {
          authType: 'USER_PASSWORD',
          userPassword: { username: accountSid, password: { secretVersion } },
        },
      });
      await ended(operation);
    },
    async get(id) {
      const path = `/v2/${PARENT}/connections/${id}/entityTypes/Recordings/entities/${RECORDING}`;
      const response = await fetch(connector.url + path, { headers: { Authorization: `Bearer ${connector.token}` } });
      await response.arrayBuffer();
      return response.status;
    },
    stop: () => connector.stop(),
  };
}
