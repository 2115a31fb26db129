import { createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import { MAX, MIN, type Policy } from './policies.ts';
import { TRACE_SECONDS } from './trace.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** How a scheduler served the trace. */
export interface Played {
  readonly nodeSeconds: number;
  /** The wait of each request in milliseconds. */
  readonly waits: Float64Array;
}

/** The time that Twilio takes for a request. */
const LATENCY_MS = 100;
/** Nothing is refused, so that every wait is counted. */
const PATIENT = { maxWaitMs: 1e9, queueMs: 1e9 };

/** Plays the trace through a scheduler, whose nodes scale by themselves or by a policy that is simulated beside it. */
export async function playTrace(trace: Float64Array, policy?: Policy): Promise<Played> {
  const clock = createVirtualClock();
  let nodeSeconds = 0;
  let since = 0;
  const count = (nodes: number) => {
    nodeSeconds += (nodes * (clock.now() - since)) / 1000;
    since = clock.now();
  };
  const nodes = policy ? policy({ arrivals: [], sent: [] }, MIN) : { min: MIN, max: MAX };
  const scheduler = createScheduler({ nodes, ...PATIENT, clock, onScale: ({ from }) => count(from) });
  const waits = new Float64Array(trace.length);
  const seen = { arrivals: [] as number[], sent: [] as number[] };
  let started = 0;
  let index = 0;
  const send = (id: number) =>
    scheduler.admit().then((permit) => {
      waits[id] = clock.now() - (trace[id] ?? 0);
      started += 1;
      permit.sent();
      clock.setTimer(() => permit.done({ isThrottled: false }), LATENCY_MS);
    });
  for (let second = 1; second <= TRACE_SECONDS; second += 1) {
    const [before, sentBefore] = [index, started];
    for (let at = trace[index]; at !== undefined && at < second * 1000; at = trace[index]) {
      await clock.moveTo(at);
      void send(index);
      index += 1;
    }
    await clock.moveTo(second * 1000);
    seen.arrivals.push(index - before);
    seen.sent.push(started - sentBefore);
    if (policy) scheduler.resize(policy(seen, scheduler.nodes));
  }
  count(scheduler.nodes);
  await finish(scheduler, clock);
  return { nodeSeconds, waits };
}

async function finish(scheduler: Scheduler, clock: ReturnType<typeof createVirtualClock>): Promise<void> {
  while (scheduler.stats().queued > 0) await clock.moveTo(clock.now() + 60_000);
}
