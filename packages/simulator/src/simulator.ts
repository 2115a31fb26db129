import { setTimeout as delay } from 'node:timers/promises';
import { getResponse, http, type HttpHandler, HttpResponse } from 'msw';
import type { TimeFilters } from './engine/list-filters.js';
import { viewOf } from './engine/interpreter.js';
import { SimulatorError } from './errors.js';
import { createExchange } from './exchange/exchange.js';
import type { Fault } from './faults/fault.js';
import { createFaults } from './faults/active-faults.js';
import { createJournal, type Journal } from './exchange/journal.js';
import { createRate } from './exchange/rate-limit.js';
import { resources, router } from './resources/registry.js';
import type { World } from './model/resource.js';
import type { Row } from './model/table.js';
import { DAY_MS } from './twilio/times.js';
import { createWorld } from './world/world.js';

const MAX_ADVANCE_MS = 36_500 * DAY_MS;

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
  /** How all lists read the bounds of a time, which Twilio's documents leave open. Default: as each resource's page says. */
  readonly timeFilters?: TimeFilters;
  /** How long each answer takes at least, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** What goes wrong from the start. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** Requests in any second of its clock before it answers 429. Default: no limit. */
  readonly rate?: number;
  /** The time, in milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number;
  /** Waits; for latency and the fault `slow`. Default: a timer. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** A Twilio in this process. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** For msw's `setupServer`: they answer for `https://*.twilio.com`. */
  readonly handlers: readonly HttpHandler[];
  /** Answers one request through the same handlers. A response of type `error` stands for a connection that is cut. */
  fetch(request: Request): Promise<Response>;
  readonly journal: Journal;
  /** @throws SimulatorError INVALID_FAULT */
  addFault(fault: Fault): void;
  /** No fault strikes any more, not even those of the options. */
  clearFaults(): void;
  /** As it was at the start: the seed's data, the system's time, the faults of the options, an empty journal. */
  reset(): void;
  /**
   * Replaces all entities of a resource, oldest first, as `snapshot` shows them, until the next `reset`.
   *
   * @throws SimulatorError INVALID_OPTION when there is no such resource
   */
  seed(resource: string, rows: readonly Row[]): void;
  /**
   * Moves the clock forward: messages are delivered, calls end.
   *
   * @throws SimulatorError INVALID_TIME
   */
  advance(ms: number): void;
  /** What there is of a resource now, oldest first, instants as milliseconds: for assertions. */
  snapshot(resource: string): readonly Row[];
}

/**
 * Makes a stateful Twilio.
 *
 * @throws SimulatorError INVALID_OPTION or INVALID_FAULT
 */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { accountSid = `AC${'0'.repeat(32)}`, authToken = 'simulator', apiKeys = {}, latencyMs = 0 } = options;
  const { rows = 200, seed = 1, timeFilters, rate, now = () => Date.now(), sleep = delay } = options;
  checkWhole({ rows, seed, latencyMs, rate });
  const world = createWorld(resources, { accountSid, timeFilters, rows, seed, now });
  const faults = createFaults(options.faults ?? []);
  const journal = createJournal();
  let isWithinRate = createRate(rate, world.now);
  const exchange = createExchange({
    world,
    router,
    logins: new Map([[accountSid, authToken], ...Object.entries(apiKeys)]),
    faults,
    journal,
    latencyMs,
    isWithinRate: () => isWithinRate(),
    now,
    sleep,
  });
  const handlers = [http.all('https://*.twilio.com/*', ({ request }) => exchange(request))];
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
      faults.reset();
      journal.clear();
      isWithinRate = createRate(rate, world.now);
    },
    seed(name, entities) {
      checkResource(name);
      world.seed(name, entities);
    },
    advance(ms) {
      checkAdvance(ms);
      world.advance(ms);
    },
    snapshot: (name) => snapshot(name, world),
  };
}

function snapshot(name: string, world: World): Row[] {
  const table = world.table(name);
  const resource = resources.find((each) => each.name === name);
  const view = resource && viewOf(resource, world.now(), false);
  return [...table.oldestFirst()].flatMap((row) => view?.(row) ?? []);
}

function checkWhole(options: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) continue;
    throw new SimulatorError('INVALID_OPTION', `The simulator's ${name} must be a whole number from 0, not ${value}.`);
  }
}

function checkResource(name: string): void {
  if (resources.some((resource) => resource.name === name)) return;
  const names = [...new Set(resources.map((resource) => resource.name))].join(', ');
  throw new SimulatorError('INVALID_OPTION', `The simulator has no resource ${name}. It has: ${names}.`);
}

function checkAdvance(ms: unknown): void {
  if (typeof ms === 'number' && ms >= 0 && ms <= MAX_ADVANCE_MS) return;
  throw new SimulatorError('INVALID_TIME', `The clock moves by a number of milliseconds from 0 to ${MAX_ADVANCE_MS}.`);
}
