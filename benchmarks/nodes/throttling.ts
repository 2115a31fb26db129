import { createScheduler } from '@twilio-connector/scheduler';
import { createRandom } from '../src/random.ts';
import { percentile } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { atLeast, atMost, plain } from './row.ts';
import { type Answers, createThrottledTwilio } from './throttled-twilio.ts';
import { createVirtualClock } from './virtual-clock.ts';

const TWILIO = { concurrency: 10, latencyMs: 100, travelMs: 2 };
const POSSIBLE = TWILIO.concurrency * (1000 / TWILIO.latencyMs);
const SECONDS = 60;
const SETTLED_AFTER = 5;
const PERSON_EVERY_MS = 300;

/**
 * A connection of 2 to 50 nodes at a Twilio that answers 429 above a concurrency, on a virtual clock: a script offers three
 * times as much as that, and a person makes a call now and then.
 */
export async function measureThrottling(): Promise<Row[]> {
  const alone = await play(0);
  const loaded = await play(3 * POSSIBLE);
  return toRows(loaded.answers, loaded.p95 / alone.p95);
}

async function play(perSecond: number): Promise<{ answers: Answers; p95: number }> {
  const clock = createVirtualClock();
  const scheduler = createScheduler({ nodes: { min: 2, max: 50 }, clock });
  const twilio = createThrottledTwilio(TWILIO, clock, scheduler, createRandom(5));
  const times: number[] = [];
  let due = 0;
  for (let ms = 0; ms < SECONDS * 1000; ms += 10) {
    for (due += perSecond / 100; due >= 1; due -= 1) void twilio.call({ caller: 'script' });
    if (ms % PERSON_EVERY_MS === 0) {
      void twilio.call({ caller: 'person' }).then((time) => times.push(time ?? Number.POSITIVE_INFINITY));
    }
    await clock.moveTo(ms + 10);
  }
  return { answers: twilio.answers, p95: percentile(times, 0.95) };
}

function toRows({ accepted, refused }: Answers, slowdown: number): Row[] {
  const row = (what: string, value: number, unit: string) =>
    plain(`Twilio answers 429 above a concurrency of ${TWILIO.concurrency}: ${what}`, 'connector', value, unit);
  const used = (from: number, to: number) => sum(accepted.slice(from, to)) / (to - from) / POSSIBLE;
  const seconds = Array.from({ length: SECONDS - SETTLED_AFTER }, (_, second) => second);
  const settledAt = seconds.find((second) => used(second, second + SETTLED_AFTER) >= 0.9) ?? SECONDS;
  const share = sum(refused) / (sum(refused) + sum(accepted));
  return [
    atMost(row('second from which 90 % of it is used', settledAt, 's'), SETTLED_AFTER),
    atMost(row('requests that are answered 429', 100 * share, '%'), 2),
    atLeast(row('used after five seconds', 100 * used(SETTLED_AFTER, SECONDS), '%'), 90),
    atMost(row('p95 of a call of another caller, compared with no load', slowdown, '×'), 3),
  ];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
