import fc from 'fast-check';
import type { Message } from './message-source.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The virtual time at which histories begin. */
export const BEGIN_MS = Date.parse('2026-11-01T12:00:00Z');

/** What happens to the list. Numbers select messages. */
export const event = fc.oneof(
  // Many arrive late, and many in the same second as others.
  fc.record({
    kind: fc.constant('insert' as const),
    lateMs: fc.oneof(fc.constant(0), fc.nat(5000), fc.nat(6 * DAY_MS)),
  }),
  fc.record({ kind: fc.constant('insert unsent' as const) }),
  fc.record({ kind: fc.constant('send' as const), which: fc.nat(1000) }),
  fc.record({
    kind: fc.constant('update' as const),
    which: fc.nat(1000),
    status: fc.constantFrom('sent', 'delivered', 'failed'),
  }),
  fc.record({ kind: fc.constant('delete' as const), which: fc.nat(1000) }),
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** Where a run is interrupted; `rows`: while rows are read. */
const CRASHES = ['rows', 'before state', 'after state', 'after part', 'after manifest'] as const;

export type Crash = (typeof CRASHES)[number];

const step = fc.record({
  passedMs: fc.oneof(fc.constant(0), fc.nat(2000), fc.nat(3 * DAY_MS)),
  events: fc.array(event, { maxLength: 6 }),
  /** Rarely, because a full refresh finds what another run has lost. */
  isFull: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
  crash: fc.option(fc.constantFrom(...CRASHES), { freq: 2, nil: undefined }),
});

/** A list that changes, and the runs between its changes. */
export const history = fc.record({
  first: fc.array(event, { maxLength: 12 }),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  where: fc.constantFrom('', 'DateSent IS NOT NULL', "Status = 'delivered' AND DateSent IS NOT NULL"),
  lookBackMs: fc.constantFrom(0, HOUR_MS, DAY_MS, 3 * DAY_MS),
  /** How far the clock of this machine is ahead of Twilio's. */
  skewMs: fc.oneof(fc.constant(0), fc.integer({ min: -DAY_MS, max: DAY_MS })),
  bound: fc.constantFrom('instant' as const, 'day' as const),
  upper: fc.constantFrom('inclusive' as const, 'exclusive' as const),
});

/** A list of messages that changes. */
export class Messages {
  #all: Message[] = [];
  #number = 0;
  nowMs = BEGIN_MS;

  /** The messages that exist, oldest first. */
  get all(): readonly Message[] {
    return this.#all;
  }

  happen(events: readonly Event[]): void {
    for (const each of events) this.#happen(each);
  }

  #happen(given: Event): void {
    if (given.kind === 'insert') return this.#insert(this.nowMs - given.lateMs);
    if (given.kind === 'insert unsent') return this.#insert(null);
    if (this.#all.length === 0) return;
    const index = ('which' in given ? given.which : 0) % this.#all.length;
    const message = this.#all[index] as Message;
    if (given.kind === 'delete') this.#all.splice(index, 1);
    else if (given.kind === 'update') this.#all[index] = { ...message, status: given.status };
    else if (message.sent === null) this.#all[index] = { ...message, sent: toSecond(this.nowMs), status: 'sent' };
  }

  #insert(sentMs: number | null): void {
    this.#number += 1;
    const sid = `SM${String(this.#number).padStart(32, '0')}`;
    const sent = sentMs === null ? null : toSecond(sentMs);
    this.#all.push({ sid, sent, status: sent === null ? 'queued' : 'delivered' });
  }
}

/** Twilio's times are whole seconds. */
function toSecond(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
