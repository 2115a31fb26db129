import { setTimeout as sleep } from 'node:timers/promises';
import { startMeasured } from '../src/measured-process.ts';
import { percentile } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { type Bed, startBed } from './bed.ts';
import { atLeast, atMost, plain } from './row.ts';
import type { Answered, ThrottlingSettings } from './throttling-process.ts';

const TWILIO: ThrottlingSettings = { concurrency: 10, latencyMs: 100 };
const POSSIBLE = TWILIO.concurrency * (1000 / TWILIO.latencyMs);
const SECONDS = 60;
const SETTLED_AFTER = 5;
/** The script keeps as many calls in flight as Twilio could answer in three seconds. */
const FLOOD = 3 * POSSIBLE;
const PERSON_EVERY_MS = 300;
const ID = 'throttled';

/** A Twilio that answers 429 above a concurrency, a script that floods the connection, and a person who uses it now and then. */
export async function measureThrottling(): Promise<Row[]> {
  const twilio = startMeasured('../nodes/throttling-process.ts', {});
  const bed = await startBed(String(await twilio.ask('start', TWILIO)));
  try {
    await bed.create(ID, { min: 2, max: 50 });
    const [script, person] = [await bed.newCaller('script'), await bed.newCaller('person')];
    const before = await callNowAndThen(bed, person, 10);
    await twilio.ask('take');
    const endsAt = performance.now() + SECONDS * 1000;
    const flood = async () => {
      while (performance.now() < endsAt) if ((await bed.get(ID, script)) !== 200) await sleep(100);
    };
    const flooding = Promise.all(Array.from({ length: FLOOD }, flood));
    const during = await callNowAndThen(bed, person, SECONDS - 1);
    const { accepted, refused } = (await twilio.ask('take')) as Answered;
    await flooding;
    return toRows(accepted, refused, during / before);
  } finally {
    await bed.stop();
    await twilio.stop();
  }
}

/** Returns the 95th percentile of the time of a call. */
async function callNowAndThen(bed: Bed, token: string, seconds: number): Promise<number> {
  const times: number[] = [];
  const endsAt = performance.now() + seconds * 1000;
  while (performance.now() < endsAt) {
    const begin = performance.now();
    const status = await bed.get(ID, token);
    if (status !== 200) throw new Error(`A call of the person was answered with ${status}.`);
    times.push(performance.now() - begin);
    await sleep(PERSON_EVERY_MS);
  }
  return percentile(times, 0.95);
}

function toRows(accepted: readonly number[], refused: readonly number[], slowdown: number): Row[] {
  const measured = (what: string) => `Twilio answers 429 above a concurrency of ${TWILIO.concurrency}: ${what}`;
  const settled = sum(accepted.slice(SETTLED_AFTER, SECONDS - 1)) / (SECONDS - 1 - SETTLED_AFTER);
  const firstGood = accepted.findIndex((_, second) => sum(accepted.slice(second, second + 5)) >= 5 * 0.9 * POSSIBLE);
  const share = (100 * sum(refused)) / (sum(refused) + sum(accepted));
  return [
    atMost(plain(measured('the first second from which 90 % is used for five'), 'connector', firstGood, 's'), SETTLED_AFTER),
    atMost(plain(measured('requests that are answered 429'), 'connector', share, '%'), 2),
    atLeast(plain(measured('used after five seconds'), 'connector', (100 * settled) / POSSIBLE, '%'), 90),
    atMost(plain(measured('p95 of another caller, compared with no load'), 'connector', slowdown, '×'), 3),
  ];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
