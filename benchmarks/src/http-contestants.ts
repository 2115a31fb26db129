import twilio from 'twilio';
import type { Contestant } from './rounds.ts';
import type { Connector, Servers } from './servers.ts';

/** One way to get a recording. */
export interface Getter extends Contestant {
  /** Gets the recording and reads the whole response. Rejects if it is a different recording. */
  readonly get: () => Promise<void>;
}

// A recording in the simulator's seed data.
const SID = 'RE2e915e78549694bd0a0742d2d39454e5';
const CONNECTION = '/v2/projects/local/locations/local/connections/twilio';

/** Ordered from the shortest way to the longest. Each is compared with those before it. */
export function getters({ simulator, silent, logging }: Omit<Servers, 'stop'>): Getter[] {
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

/** Accepts Twilio's resource or the connector's entity. */
function hasSid(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if ('sid' in body) return body.sid === SID;
  return 'fields' in body && typeof body.fields === 'object' && body.fields !== null && 'Sid' in body.fields
    ? body.fields.Sid === SID
    : false;
}

/** The HTTP client of the SDK, unchanged except that every request goes to the simulator. */
export function requestClient(url: string): twilio.RequestClient {
  const client = new twilio.RequestClient();
  client.axios.interceptors.request.use((config) => {
    const { pathname, search } = new URL(config.url ?? '/', url);
    config.url = url + pathname + search;
    return config;
  });
  return client;
}
