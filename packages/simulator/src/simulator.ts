import { setTimeout as delay } from 'node:timers/promises';
import { getResponse, http, type HttpHandler, HttpResponse } from 'msw';
import { authenticate, type Logins } from './authenticate.js';
import { toXml } from './engine/answer.js';
import { type Answer, interpret } from './engine/interpreter.js';
import { createRouter } from './engine/route.js';
import { createFaults, type Fault } from './faults.js';
import { createJournal, type Journal } from './journal.js';
import { faultProblem, notFound, TwilioProblem } from './problem.js';
import { createRate } from './rate.js';
import { resources } from './resources/index.js';
import type { Row } from './store.js';
import { createWorld } from './world.js';

/** What a simulator is made with. */
export interface SimulatorOptions {
  /** Default `AC` and 32 zeros. */
  readonly accountSid?: string;
  /** Default `simulator`. */
  readonly authToken?: string;
  /** API keys that may log in as well: SID -> secret. */
  readonly apiKeys?: Readonly<Record<string, string>>;
  /** How many messages there are; other resources in proportion. Default 200. */
  readonly rows?: number;
  /** The same seed gives the same data. Default 1. */
  readonly seed?: number;
  /** How long each answer takes at least, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  /** Requests a second before it answers 429. Default: no limit. */
  readonly rate?: number;
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** A Twilio in this process. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** For msw's `setupServer` or `setupWorker`: they answer for `https://*.twilio.com`. */
  readonly handlers: readonly HttpHandler[];
  /** Answers one request through the same handlers. A response of type `error` stands for a connection that is cut. */
  fetch(request: Request): Promise<Response>;
  readonly journal: Journal;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Back to the seed data and the system's time; faults and journal are emptied. */
  reset(): void;
  /** Moves the clock forward: messages are delivered, calls end. */
  advance(ms: number): void;
  /** What is stored of a resource, oldest first, for assertions. */
  snapshot(resource: string): readonly Row[];
}

/** Makes a stateful Twilio. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { accountSid = `AC${'0'.repeat(32)}`, authToken = 'simulator', apiKeys = {}, latencyMs = 0 } = options;
  const { rows = 200, seed = 1, now = () => Date.now(), sleep = delay } = options;
  const logins: Logins = new Map([[accountSid, authToken], ...Object.entries(apiKeys)]);
  const world = createWorld(resources, { accountSid, rows, seed, now });
  const find = createRouter(resources);
  const faults = createFaults(options.faults ?? []);
  const journal = createJournal();
  const isWithinRate = createRate(options.rate, now);
  let requests = 0;

  function carryOut(request: Request, url: URL, body: string): Answer {
    if (!isWithinRate()) throw faultProblem(429);
    authenticate(request.headers.get('authorization'), logins);
    const path = url.pathname.replace(/\.json$/, '');
    const target = find(request.method, path);
    // Another's account looks like none.
    if (target.accountSid !== accountSid) throw notFound(url.pathname);
    return interpret({ ...target, path, query: url.searchParams, form: new URLSearchParams(body) }, world);
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const body = await request.text();
    requests += 1;
    const fault = faults.strike(request.method, url.pathname, request.headers.get('x-simulator-fault'));
    const wait = latencyMs + (fault?.kind === 'slow' ? (fault.ms ?? 1000) : 0);
    if (wait > 0) await sleep(wait);
    const result =
      fault?.kind === 'reset'
        ? undefined
        : attempt(() => {
            if (fault?.kind === 'status') throw faultProblem(fault.status ?? 500);
            return carryOut(request, url, body);
          });
    const isCut = !result || fault?.kind === 'dropAfterProcessing' || fault?.kind === 'truncate';
    journal.record({ method: request.method, path: url.pathname, status: isCut ? 0 : result.status });
    if (!result || fault?.kind === 'dropAfterProcessing') return HttpResponse.error();
    return toResponse(result, {
      isXml: !url.pathname.endsWith('.json'),
      isTruncated: fault?.kind === 'truncate',
      requests,
    });
  }

  const handlers = [http.all('https://*.twilio.com/*', ({ request }) => answer(request))];
  return {
    accountSid,
    authToken,
    handlers,
    fetch: async (request) => (await getResponse(handlers, request)) ?? HttpResponse.error(),
    journal,
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    reset() {
      world.reset();
      faults.clear();
      journal.clear();
    },
    advance: (ms) => world.advance(ms),
    snapshot: (resource) => world.table(resource).rows(),
  };
}

function attempt(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof TwilioProblem) return { status: error.status, body: error.toJSON() };
    throw error;
  }
}

function toResponse(
  { status, body }: Answer,
  how: { isXml: boolean; isTruncated: boolean; requests: number },
): Response {
  const headers = {
    'Twilio-Request-Id': `RQ${how.requests.toString(16).padStart(32, '0')}`,
    'Twilio-Concurrent-Requests': '1',
  };
  if (body === undefined) return new Response(null, { status, headers });
  const text = how.isXml ? toXml(body) : JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  const type = how.isXml ? 'application/xml' : 'application/json;charset=utf-8';
  const content = how.isTruncated ? cutInHalf(bytes) : bytes;
  return new Response(content, {
    status,
    headers: { ...headers, 'Content-Type': type, 'Content-Length': String(bytes.length) },
  });
}

/** The first half, and then the connection breaks. */
function cutInHalf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let hasStarted = false;
  return new ReadableStream({
    pull(controller) {
      if (hasStarted) controller.error(new TypeError('The connection was cut.'));
      else controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
      hasStarted = true;
    },
  });
}
