import { setTimeout as sleep } from 'node:timers/promises';
import { createScheduler, isSchedulerError } from '@twilio-connector/scheduler';
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import type { Contestant } from './rounds.ts';
import type { Settings } from './settings.ts';
import { mostInAnySecond } from './sliding-second.ts';
import type { Spread } from './statistics.ts';
import type { Row } from './table.ts';

interface Limiter extends Contestant {
  /** Calls `start` when the job may start. Never calls it if the job is rejected. */
  readonly offer: (start: () => void) => void;
  /** Drops all waiting jobs. */
  readonly stop: () => unknown;
  /** Whether exceeding the limit fails the benchmark. */
  readonly mustKeep?: boolean;
}

const NODES = 2;
const LIMIT = NODES * 25;
const LOAD = 3;

/** Offers each limiter three times as many jobs as it may start, and records the starts. */
export async function measureOverload({ overloadMs }: Settings): Promise<Row[]> {
  const seconds = overloadMs / 1000;
  const load = `${LOAD}× load of ${LIMIT}/s for ${seconds} s`;
  const started: Row[] = [];
  const most: Row[] = [];
  const stalls: Row[] = [];
  for (const create of [scheduler, strictQueue, intervalQueue, spacedBottleneck, reservoirBottleneck]) {
    const { name: contestant, offer, stop, mustKeep } = create();
    const { starts, longestTurnMs } = await overload(offer, overloadMs);
    await stop();
    const worst = mostInAnySecond(starts);
    started.push({ measured: `${load}: started`, contestant, figure: one(starts.length / seconds), unit: '/s' });
    most.push({
      measured: `${load}: most starts in any second`,
      contestant,
      figure: one(worst),
      unit: '',
      ratios: [{ peer: 'the limit', times: one(worst / LIMIT) }],
      ...(mustKeep && { limit: { text: `≤ ${LIMIT}`, isKept: worst <= LIMIT } }),
    });
    stalls.push({
      measured: `${load}: longest turn of the event loop`,
      contestant,
      figure: one(longestTurnMs),
      unit: 'ms',
    });
  }
  return [...started, ...most, ...stalls];
}

/** The behaviour of a limiter under load. */
interface Outcome {
  /** The times at which jobs started, in milliseconds. */
  readonly starts: readonly number[];
  /** If it is much longer than a millisecond, the limiter or other processes kept this process from running. */
  readonly longestTurnMs: number;
}

/** Offers jobs at an even rate. */
async function overload(offer: Limiter['offer'], durationMs: number): Promise<Outcome> {
  const starts: number[] = [];
  const begin = performance.now();
  const onStart = () => {
    const now = performance.now();
    if (now - begin < durationMs) starts.push(now);
  };
  let offered = 0;
  let longestTurnMs = 0;
  for (let elapsed = 0; elapsed < durationMs;) {
    for (const due = (elapsed * LIMIT * LOAD) / 1000; offered < due; offered += 1) offer(onStart);
    await sleep(1);
    const now = performance.now() - begin;
    longestTurnMs = Math.max(longestTurnMs, now - elapsed);
    elapsed = now;
  }
  return { starts, longestTurnMs };
}

function scheduler(): Limiter {
  const { admit } = createScheduler({ nodes: NODES });
  const ending = new AbortController();
  const ignoreRefusal = (error: unknown) => {
    if (!isSchedulerError(error) && !ending.signal.aborted) throw error;
  };
  return {
    name: `scheduler, ${NODES} nodes`,
    offer: (start) =>
      void admit({ signal: ending.signal })
        .then((permit) => {
          start();
          permit.sent();
          permit.done({ isThrottled: false });
        })
        .catch(ignoreRefusal),
    stop: () => ending.abort(),
    mustKeep: true,
  };
}

function strictQueue(): Limiter {
  return pQueue('`p-queue`, strict', new PQueue({ interval: 1000, intervalCap: LIMIT, strict: true }));
}

function intervalQueue(): Limiter {
  return pQueue('`p-queue`, intervals', new PQueue({ interval: 1000, intervalCap: LIMIT }));
}

function pQueue(name: string, queue: PQueue): Limiter {
  return {
    name,
    // Cleared jobs may reject.
    offer: (start) => void queue.add(start).catch(() => {}),
    stop: () => queue.clear(),
  };
}

function spacedBottleneck(): Limiter {
  return bottleneck('`bottleneck`, minTime', new Bottleneck({ minTime: 1000 / LIMIT }));
}

function reservoirBottleneck(): Limiter {
  return bottleneck(
    '`bottleneck`, reservoir',
    new Bottleneck({ reservoir: LIMIT, reservoirRefreshAmount: LIMIT, reservoirRefreshInterval: 1000 }),
  );
}

function bottleneck(name: string, limiter: Bottleneck): Limiter {
  return {
    name,
    // Dropped jobs reject.
    offer: (start) => void limiter.schedule(async () => start()).catch(() => {}),
    stop: async () => {
      await limiter.stop({ dropWaitingJobs: true });
      await limiter.disconnect();
    },
  };
}

function one(value: number): Spread {
  return { median: value, min: value, max: value };
}
