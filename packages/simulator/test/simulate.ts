import { createSimulator, type Simulator, type SimulatorOptions } from '../src/index.js';

/** A response whose body is JSON or empty. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Form parameters. Undefined values are not sent. */
type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A simulator with a stopped clock, and functions to send requests to it. */
export interface Simulated {
  readonly simulator: Simulator;
  /** The waits so far, in milliseconds. Each one advanced the clock. */
  readonly waits: readonly number[];
  /** Sends a GET request. The path is relative to the account. */
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, form?: Form) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
  /** Sends a request to any product, with a full path. */
  readonly ask: (method: string, product: string, path: string, form?: Form) => Promise<Answer>;
  /** Sends any request to the 2010 API, with a full path. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
}

/** The initial time. */
export const START = Date.parse('2025-01-01T12:00:00Z');

/** Creates a simulator with a stopped clock. */
export function simulate(options: SimulatorOptions = {}): Simulated {
  let time = START;
  const waits: number[] = [];
  const sleep = async (ms: number) => {
    waits.push(ms);
    time += ms;
  };
  const simulator = createSimulator({ now: () => time, sleep, ...options });
  const { accountSid, authToken } = simulator;
  const Authorization = basic(accountSid, authToken);
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const sendTo = (product: string, path: string, init?: RequestInit) =>
    simulator.fetch(new Request(`https://${product}.twilio.com${path}`, { headers: { Authorization }, ...init }));
  const ask = async (method: string, product: string, path: string, form?: Form): Promise<Answer> => {
    const body = form && toForm(form);
    const response = await sendTo(product, path, { method, ...(body && { body }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    simulator,
    waits,
    get: (path) => ask('GET', 'api', account + path),
    post: (path, form = {}) => ask('POST', 'api', account + path, form),
    remove: (path) => ask('DELETE', 'api', account + path),
    ask,
    send: (path, init) => sendTo('api', path, init),
  };
}

/** The `Authorization` header of HTTP Basic. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The entities in the response of a list. */
export function rowsOf({ body }: Answer, collection: string): readonly Readonly<Record<string, unknown>>[] {
  const rows = body[collection];
  if (!Array.isArray(rows)) throw new TypeError(`The response has no array "${collection}": ${JSON.stringify(body)}`);
  return rows;
}

function toForm(form: Form): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const each of [value ?? []].flat()) parameters.append(name, each);
  return parameters;
}
