import twilio from 'twilio';
import type { Contestant } from './rounds.ts';
import type { Connector, Servers } from './servers.ts';

/** A way to get one recording. */
export interface Getter extends Contestant {
  /** Gets it and reads it whole. Rejects when it is not the one that was asked for. */
  readonly get: () => Promise<void>;
}

// Part of the simulator's seed.
const SID = 'RE2e915e78549694bd0a0742d2d39454e5';
const CONNECTION = '/v2/projects/local/locations/local/connections/twilio';

/** From the shortest way to the longest; each is compared with those before it. */
export function getters({ simulator, silent, logging }: Servers): Getter[] {
  const { url, accountSid, authToken } = simulator;
  const login = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const client = twilio(accountSid, authToken, { httpClient: requestClient(url), env: {} });
  return [
    fetchGetter('`fetch`', `${url}/2010-04-01/Accounts/${accountSid}/Recordings/${SID}.json`, login),
    {
      name: '`twilio`',
      get: async () => {
        const { sid } = await client.recordings(SID).fetch();
        if (sid !== SID) throw new Error(`twilio got ${sid}.`);
      },
    },
    connectorGetter('connector', silent),
    connectorGetter('connector, info log', logging),
  ];
}

function connectorGetter(name: string, { url, token }: Connector): Getter {
  return fetchGetter(name, `${url}${CONNECTION}/entityTypes/Recordings/entities/${SID}`, `Bearer ${token}`);
}

function fetchGetter(name: string, url: string, authorization: string): Getter {
  return {
    name,
    get: async () => {
      const response = await fetch(url, { headers: { authorization } });
      const body: unknown = await response.json();
      if (!response.ok || !hasSid(body)) throw new Error(`${name} got ${response.status}: ${JSON.stringify(body)}`);
    },
  };
}

/** Twilio's record, or the connector's entity. */
function hasSid(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if ('sid' in body) return body.sid === SID;
  return 'fields' in body && typeof body.fields === 'object' && body.fields !== null && 'Sid' in body.fields
    ? body.fields.Sid === SID
    : false;
}

/** Twilio's own HTTP client, as it comes; whatever host it asks for, the simulator is asked. */
export function requestClient(url: string): twilio.RequestClient {
  const client = new twilio.RequestClient();
  client.axios.interceptors.request.use((config) => {
    const { pathname, search } = new URL(config.url ?? '/', url);
    config.url = url + pathname + search;
    return config;
  });
  return client;
}
