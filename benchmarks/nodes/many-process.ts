import { createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import { serveMeasured } from '../src/measured-process.ts';
import { createVirtualClock } from './virtual-clock.ts';

// A thousand connections' nodes in one process, on a virtual clock.

const CONNECTIONS = 1000;
const CALLERS = ['a', 'b', 'c', 'd'];
/** Each caller offers as much as one node can send: four times too much together. */
const PER_CALLER = 25;
const SECONDS = 10;

const clock = createVirtualClock();
let schedulers: Scheduler[] = [];

serveMeasured({ create, use, flood, timers: () => clock.timers });

/** Creates the nodes. Returns their number. */
function create(): number {
  schedulers = Array.from({ length: CONNECTIONS }, () => createScheduler({ nodes: { min: 2, max: 50 }, clock }));
  return schedulers.length;
}

/** Sends a second's worth of requests of the minimum on each connection. Returns the timers that are set meanwhile. */
async function use(): Promise<number> {
  for (const { admit } of schedulers) for (let job = 0; job < 50; job += 1) void admit().then(send);
  await clock.moveTo(clock.now() + 100);
  const { timers } = clock;
  await clock.moveTo(clock.now() + 120_000);
  return timers;
}

interface Job {
  sent(): void;
  done(answer: { isThrottled: boolean }): void;
}

function send(permit: Job): void {
  permit.sent();
  permit.done({ isThrottled: false });
}

/** Overloads each connection with equal callers. Returns the least of Jain's fairness indices, and the most timers. */
async function flood(): Promise<{ fairness: number; timers: number }> {
  const overloaded = Array.from({ length: CONNECTIONS }, () => createScheduler({ nodes: 1, clock }));
  const shares = overloaded.map(() => new Map(CALLERS.map((caller) => [caller, 0])));
  let timers = 0;
  for (let step = 0; step < SECONDS * PER_CALLER; step += 1) {
    for (const [index, { admit }] of overloaded.entries()) {
      // Another caller is the first each time.
      for (let turn = 0; turn < CALLERS.length; turn += 1) {
        const caller = CALLERS[(turn + step) % CALLERS.length] ?? '';
        admit({ caller }).then(
          (permit) => {
            send(permit);
            shares[index]?.set(caller, (shares[index].get(caller) ?? 0) + 1);
          },
          () => undefined,
        );
      }
    }
    await clock.moveTo(clock.now() + 1000 / PER_CALLER);
    timers = Math.max(timers, clock.timers);
  }
  const fairness = Math.min(...shares.map((share) => jain([...share.values()])));
  await clock.moveTo(clock.now() + 60_000);
  return { fairness, timers };
}

/** 1 if all shares are equal; one over their number if one has everything. */
function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum ** 2 / (shares.length * shares.reduce((total, share) => total + share ** 2, 0));
}
