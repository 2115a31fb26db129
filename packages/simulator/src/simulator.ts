import { setTimeout as delay } from 'node:timers/promises';
import { getResponse, http, type HttpHandler, HttpResponse } from 'msw';
import { viewOf } from './engine/interpreter.js';
import { SimulatorError } from './errors.js';
import { createExchange } from './exchange/exchange.js';
import { createJournal, type Journal } from './exchange/journal.js';
import { createRateLimit } from './exchange/rate-limit.js';
import { createActiveFaults } from './faults/active-faults.js';
import type { Fault } from './faults/fault.js';
import type { Clock } from './model/clock.js';
import type { TimeFilters, World } from './model/resource.js';
import type { Row } from './model/row.js';
import { type InboundMessage, receiveMessage } from './resources/messaging/inbound-message.js';
import { resources, router } from './resources/registry.js';
import { DAY_MS } from './twilio/times.js';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.js';
import { createWorld } from './world/world.js';

/** Some clients accept only auth tokens of 32 hexadecimal digits, as Twilio's are. */
const LONG_AUTH_TOKEN = '0'.repeat(32);

const MAX_ADVANCE_MS = 36_500 * DAY_MS;

/** The options of a simulator. */
export interface SimulatorOptions {
  /** Default: `AC` followed by 32 zeros. */
  readonly accountSid?: string;
  /** Default `simulator`. Then 32 zeros log in, too, for clients that accept only tokens of 32 hexadecimal digits. */
  readonly authToken?: string;
  /** API keys that can also log in: SID -> secret. */
  readonly apiKeys?: Readonly<Record<string, string>>;
  /** The initial number of messages. Other resources scale with it. Default 200. */
  readonly rows?: number;
  /** The same seed gives the same data. Default 1. */
  readonly seed?: number;
  /** How lists read the bounds of a time, which Twilio documents ambiguously. Default: as each resource declares. */
  readonly timeFilters?: TimeFilters;
  /** The minimum duration of each request, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** The initial faults. Default: none. */
  readonly faults?: readonly Fault[];
  /** The rate limit: requests in any second of the simulated clock before it returns 429. Default: no limit. */
  readonly rate?: number;
  /**
   * The clock that simulated time starts from, which dates the seed. `clockFrom` makes one that starts at a given time.
   * Default: the system clock.
   */
  readonly now?: Clock;
  /** The hosts, besides this machine, to which webhooks may be sent, such as `app.internal`. Default: none. */
  readonly webhookHosts?: readonly string[];
  /** Waits, for `latencyMs` and the fault `slow`. Default: a timer. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** A simulated Twilio in this process. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** Handlers of `https://*.twilio.com` for msw's `setupServer`. */
  readonly handlers: readonly HttpHandler[];
  /** Answers one request with the same handlers. A response of type `error` represents a cut connection. */
  fetch(request: Request): Promise<Response>;
  readonly journal: Journal;
  /** The webhooks that the simulator sent: the status callbacks of messages and calls, and inbound messages. */
  readonly webhooks: Webhooks;
  /** @throws SimulatorError INVALID_FAULT */
  addFault(fault: Fault): void;
  /** Removes all faults, including those of the options. */
  clearFaults(): void;
  /** Restores the initial state: seed data, clock, the faults of the options, an empty journal and no webhooks. */
  reset(): void;
  /**
   * Replaces all entities of a resource until the next `reset`. Rows are given oldest first, in the form of `snapshot`.
   *
   * @throws SimulatorError INVALID_OPTION when the resource is unknown
   */
  seed(resource: string, rows: readonly Row[]): void;
  /**
   * Stores a message that someone sends to a number of the account, and sends the webhook of its `SmsUrl`. Returns the
   * message in the form of `snapshot`.
   *
   * @throws SimulatorError INVALID_OPTION
   */
  receiveMessage(message: InboundMessage): Row;
  /**
   * Advances the clock: messages are delivered, calls end, and the webhooks that became due are sent.
   *
   * @throws SimulatorError INVALID_TIME
   */
  advance(ms: number): void;
  /** The current entities of a resource for assertions, oldest first, with instants in milliseconds. */
  snapshot(resource: string): readonly Row[];
}

/**
 * Creates a stateful simulated Twilio.
 *
 * @throws SimulatorError INVALID_OPTION or INVALID_FAULT
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { accountSid = `AC${'0'.repeat(32)}`, authToken = 'simulator', apiKeys = {}, latencyMs = 0 } = options;
  const { rows = 200, seed = 1, timeFilters, rate, now = () => Date.now(), sleep = delay, webhookHosts = [] } = options;
  checkIntegers({ rows, seed, latencyMs, rate });
  const shownToken = options.authToken ?? LONG_AUTH_TOKEN;
  const webhooks = createWebhooks({ authToken, hosts: webhookHosts }, () => world.now());
  const account = { accountSid, authToken: shownToken };
  const world = createWorld(resources, { ...account, timeFilters, rows, seed, now, plan: webhooks.plan });
  const faults = createActiveFaults(options.faults ?? []);
  const journal = createJournal();
  let isWithinRate = createRateLimit(rate, world.now);
  const exchange = createExchange({
    world,
    router,
    logins: loginsOf(apiKeys, [accountSid, [authToken, shownToken]]),
    faults,
    journal,
    latencyMs,
    isWithinRate: () => isWithinRate(),
    now,
    sleep,
  });
  const answer = (request: Request) => {
    webhooks.run();
    return exchange(request);
  };
  const handlers = [http.all('https://*.twilio.com/*', ({ request }) => answer(request))];
  return {
    accountSid,
    authToken,
    handlers,
    fetch: async (request) => (await getResponse(handlers, request)) ?? HttpResponse.error(),
    journal,
    webhooks,
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    reset() {
      world.reset();
      faults.reset();
      journal.clear();
      webhooks.clear();
      isWithinRate = createRateLimit(rate, world.now);
    },
    seed(name, entities) {
      checkResource(name);
      world.seed(name, entities);
    },
    receiveMessage: (message) => receiveMessage(message, world),
    advance(ms) {
      checkAdvance(ms);
      world.advance(ms);
      webhooks.run();
    },
    snapshot: (name) => snapshot(name, world),
  };
}

function loginsOf(
  apiKeys: Readonly<Record<string, string>>,
  account: readonly [sid: string, tokens: readonly string[]],
): ReadonlyMap<string, readonly string[]> {
  return new Map([...Object.entries(apiKeys).map(([sid, secret]) => [sid, [secret]] as const), account]);
}

function snapshot(name: string, world: World): Row[] {
  const [resource, ...others] = resources.filter((each) => each.name === name);
  const stored = [...world.table(name).oldestFirst()];
  if (!resource) return stored;
  const computed = [resource, ...others].flatMap((each) => [
    ...(each.computed?.(new URLSearchParams(), world, each.fixed) ?? []),
  ]);
  const view = viewOf(resource, world, false);
  return [...stored, ...computed].flatMap((row) => view(row) ?? []);
}

function checkIntegers(options: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) continue;
    throw new SimulatorError(
      'INVALID_OPTION',
      `The option ${name} must be a whole number of at least 0, not ${value}.`,
    );
  }
}

function checkResource(name: string): void {
  if (resources.some((resource) => resource.name === name)) return;
  const names = [...new Set(resources.map((resource) => resource.name))].join(', ');
  throw new SimulatorError(
    'INVALID_OPTION',
    `${JSON.stringify(name)} is not a known resource. Known resources: ${names}.`,
  );
}

function checkAdvance(ms: unknown): void {
  if (typeof ms === 'number' && ms >= 0 && ms <= MAX_ADVANCE_MS) return;
  throw new SimulatorError(
    'INVALID_TIME',
    `The number of milliseconds by which the clock advances must be from 0 to ${MAX_ADVANCE_MS}.`,
  );
}
