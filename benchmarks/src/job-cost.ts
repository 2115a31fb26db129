import { createScheduler } from '@twilio-connector/scheduler';
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import { type Contestant, interleave, type Rounds } from './rounds.ts';
import type { Settings } from './settings.ts';
import { pairwise, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

type Job = () => Promise<void>;

interface Limiter extends Contestant {
  readonly run: (job: Job) => Promise<unknown>;
  /** Sequential jobs per round: enough to take a few tenths of a second. */
  readonly sequential: number;
  /** Batches of 1,000 parallel jobs per round. */
  readonly batches: number;
}

const RATE_PER_NODE = 25;
/** More starts per second than this loop can request, so that no job ever waits. */
const UNREACHED_RATE = 2_500_000;
const INTERVAL = { interval: 1000, intervalCap: UNREACHED_RATE };
const RESERVOIR = {
  reservoir: UNREACHED_RATE,
  reservoirRefreshAmount: UNREACHED_RATE,
  reservoirRefreshInterval: 1000,
};
const AT_ONCE = 1000;
const TIMES_CHEAPER = 5;

/** Measures the cost per job of a limiter that does not limit anything. The empty job is included. */
export async function measureJobCost({ rounds, jobs }: Settings): Promise<Row[]> {
  const scheduler = createScheduler({ nodes: UNREACHED_RATE / RATE_PER_NODE });
  const reservoir = new Bottleneck(RESERVOIR);
  const limiters: Limiter[] = [
    {
      name: 'scheduler',
      run: async (job) => {
        const permit = await scheduler.admit();
        await job();
        permit.sent();
        permit.done({ isThrottled: false });
      },
      sequential: 400_000,
      batches: 400,
    },
    bottleneck('`bottleneck`, no limit', new Bottleneck()),
    bottleneck('`bottleneck`, reservoir', reservoir),
    pQueue('`p-queue`, intervals', new PQueue(INTERVAL)),
    pQueue('`p-queue`, strict', new PQueue({ ...INTERVAL, strict: true })),
  ];
  const share = (count: number) => Math.max(1, Math.round(count * jobs));
  const sequential = await interleave(limiters, rounds, ({ run, sequential: count }) => oneByOne(run, share(count)));
  const atOnce = await interleave(limiters, rounds, ({ run, batches }) => allAtOnce(run, share(batches)));
  // Stops the refresh timer.
  await reservoir.disconnect();
  const { throttled } = scheduler.stats();
  if (throttled > 0) throw new Error(`The scheduler made ${throttled} jobs wait. Raise its rate so that none has to.`);
  return [...compare('Unthrottled job, sequential', sequential), ...compare('Unthrottled job, 1,000 at once', atOnce)];
}

function bottleneck(name: string, limiter: Bottleneck): Limiter {
  return { name, run: (job) => limiter.schedule(job), sequential: 100, batches: 1 };
}

function pQueue(name: string, queue: PQueue): Limiter {
  return { name, run: (job) => queue.add(job), sequential: 50_000, batches: 50 };
}

const nothing: Job = async () => {};

/** Returns microseconds per job. */
async function oneByOne(run: Limiter['run'], count: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < count; index += 1) await run(nothing);
  return ((performance.now() - start) / count) * 1000;
}

/** Returns microseconds per job. */
async function allAtOnce(run: Limiter['run'], batches: number): Promise<number> {
  const start = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => run(nothing)));
  }
  return ((performance.now() - start) / (batches * AT_ONCE)) * 1000;
}

/** The first contestant must be cheaper than all the others. */
function compare(measured: string, [own, ...peers]: readonly Rounds<number>[]): Row[] {
  if (!own) return [];
  const row = ({ name, results }: Rounds<number>) => ({
    measured,
    contestant: name,
    figure: spreadOf(results),
    unit: 'µs',
  });
  return [
    row(own),
    ...peers.map((peer) => {
      const times = spreadOf(pairwise(peer.results, own.results, (other, mine) => other / mine));
      return {
        ...row(peer),
        ratios: [{ peer: own.name, times }],
        limit: { text: `≥ ${TIMES_CHEAPER}×`, isKept: times.median >= TIMES_CHEAPER },
      };
    }),
  ];
}
