import { createSimulator, type Simulator, type SimulatorOptions } from '../src/index.js';

/** What was answered; tests know its shape. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Twilio's parameters; what is undefined is not sent. */
type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A simulator in this process whose clock stands still, and short ways to ask it. */
export interface Simulated {
  readonly simulator: Simulator;
  /** What it waited, in milliseconds; the clock went on by that much. */
  readonly waits: readonly number[];
  /** Paths are below the account. */
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, form?: Form) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
  /** The same of any product, by the whole path. */
  readonly ask: (method: string, product: string, path: string, form?: Form) => Promise<Answer>;
  /** Any request. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
}

/** Where the clock stands at first. */
export const START = Date.parse('2025-01-01T12:00:00Z');

/** Makes one. */
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

/** The header that logs in. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The entities of a list's answer. */
export function rowsOf({ body }: Answer, collection: string): readonly Readonly<Record<string, unknown>>[] {
  const rows = body[collection];
  if (!Array.isArray(rows)) throw new TypeError(`There is no ${collection} in ${JSON.stringify(body)}`);
  return rows;
}

function toForm(form: Form): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const each of [value ?? []].flat()) parameters.append(name, each);
  return parameters;
}
