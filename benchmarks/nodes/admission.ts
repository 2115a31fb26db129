import { createScheduler, type Permit } from '@twilio-connector/scheduler';
import { percentile } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { atMost, plain } from './row.ts';

const CALLERS = 10;
const JOBS_OF_EACH = 20;
const UNTHROTTLED = 5000;
/** So many nodes that no job waits. */
const MANY_NODES = 1_000;

/** The order in which the jobs of one caller start, and the time that admission takes while nothing has to wait. */
export async function measureAdmission(): Promise<Row[]> {
  const order = plain('Jobs of a caller that start before an earlier one', 'scheduler', await countOvertakings());
  const wait = plain('Admission without load: p99', 'scheduler', await measureWait(), 'ms');
  return [atMost(order, 0), atMost(wait, 0.2)];
}

async function countOvertakings(): Promise<number> {
  const scheduler = createScheduler({ nodes: 2 });
  const last = new Map<string, number>();
  let overtakings = 0;
  const run = async (caller: string, index: number) => {
    settle(await scheduler.admit({ caller }));
    if (index < (last.get(caller) ?? -1)) overtakings += 1;
    last.set(caller, index);
  };
  const jobs: Promise<void>[] = [];
  for (let index = 0; index < JOBS_OF_EACH; index += 1) {
    for (let caller = 0; caller < CALLERS; caller += 1) jobs.push(run(`caller ${caller}`, index));
  }
  await Promise.all(jobs);
  return overtakings;
}

async function measureWait(): Promise<number> {
  const scheduler = createScheduler({ nodes: MANY_NODES });
  const waits: number[] = [];
  for (let job = 0; job < UNTHROTTLED; job += 1) {
    const start = performance.now();
    const permit = await scheduler.admit({ caller: 'script' });
    waits.push(performance.now() - start);
    settle(permit);
  }
  return percentile(waits, 0.99);
}

function settle(permit: Permit): void {
  permit.sent();
  permit.done({ isThrottled: false });
}
