import { createTwilioClient } from '@twilio-connector/client';
import { Agent, ProxyAgent } from 'undici';

/** One way to send a request. `send` resolves when the response has been read. */
export interface Sender {
  readonly send: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Place {
  readonly url: string;
  /** The certificate of the target. */
  readonly ca: string;
  /** Its port on 127.0.0.1. */
  readonly proxyPort: number;
  readonly user: string;
  readonly password: string;
}

const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
const TOKEN = '0'.repeat(32);
const PATH = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages/SM1.json`;

/** The client of this project. */
export function ours({ url, ca, proxyPort, user, password }: Place, isProxied: boolean): Sender {
  const proxy = {
    host: '127.0.0.1',
    port: proxyPort,
    authentication: { scheme: 'BASIC', user, password },
  } as const;
  const client = createTwilioClient({
    accountSid: ACCOUNT_SID,
    credentials: { authToken: TOKEN },
    baseUrl: url,
    tls: { ca },
    ...(isProxied && { proxy }),
  });
  return {
    async send() {
      await client.request({ method: 'GET', path: PATH });
    },
    close: () => client.close(),
  };
}

/** Node's `fetch`, with undici's ProxyAgent if there is a proxy. */
export function plainFetch({ url, ca, proxyPort, user, password }: Place, isProxied: boolean): Sender {
  const dispatcher = isProxied
    ? new ProxyAgent({
        uri: `http://127.0.0.1:${proxyPort}`,
        token: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        requestTls: { ca },
      })
    : new Agent({ connect: { ca } });
  const headers = { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${TOKEN}`).toString('base64')}` };
  const options: object = { headers, dispatcher };
  return {
    async send() {
      const response = await fetch(url + PATH, options);
      await response.json();
    },
    close: () => dispatcher.close(),
  };
}
