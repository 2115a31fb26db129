import type { FakeClock } from './fake-clock.js';
import type { AdmitOptions, Scheduler } from '../src/index.js';

/** A server that answers 429 at once if it processes too many requests, or got too many in the last second. */
export interface ServerLimits {
  concurrency?: number;
  perSecond?: number;
  latencyMs: number;
  /** The part of the latency that varies. Default 0.2. */
  spread?: number;
  /** The longest time that a request is on its way to the server. Default 0. */
  travelMs?: number;
  /** The share of requests that are answered 429 for no reason. Default 0. */
  noise?: number;
}

/** Answers in order of time. */
interface Answered {
  readonly at: number;
  readonly isThrottled: boolean;
  readonly waitedMs: number;
  readonly caller: string | undefined;
}

/** Sends requests through a scheduler to such a server. A request that was answered 429 is sent again later. */
export function createThrottlingServer(
  clock: FakeClock,
  scheduler: Scheduler,
  limits: ServerLimits,
  random: () => number,
) {
  const { latencyMs, spread = 0.2 } = limits;
  const answers: Answered[] = [];
  const refused: unknown[] = [];
  const accepted: number[] = [];
  let inProcess = 0;
  const isAllowed = (now: number): boolean => {
    while ((accepted[0] ?? now) <= now - 1000) accepted.shift();
    return inProcess < (limits.concurrency ?? Infinity) && accepted.length < (limits.perSecond ?? Infinity);
  };
  const later = (ms: number, work: () => void): void => {
    if (ms === 0) work();
    else clock.setTimer(work, Math.max(1, Math.ceil(ms)));
  };
  const send = (options: AdmitOptions, attempt = 1): void => {
    const askedAt = clock.now();
    scheduler.admit(options).then(
      (permit) => {
        permit.sent();
        const waitedMs = clock.now() - askedAt;
        later(random() * (limits.travelMs ?? 0), () => {
          const isThrottled = !isAllowed(clock.now()) || random() < (limits.noise ?? 0);
          if (!isThrottled) {
            inProcess += 1;
            accepted.push(clock.now());
          }
          later(isThrottled ? 2 : latencyMs * (1 - spread / 2 + spread * random()), () => {
            if (!isThrottled) inProcess -= 1;
            answers.push({ at: clock.now(), isThrottled, waitedMs, caller: options.caller });
            permit.done({ isThrottled });
            if (isThrottled) later(random() * 100 * 2 ** attempt, () => send(options, attempt + 1));
          });
        });
      },
      (error: unknown) => void refused.push(error),
    );
  };
  return {
    answers,
    /** The errors of the scheduler. */
    refused,
    send,
    /** Sends requests at an even rate. */
    offer: async (perSecond: number, seconds: number, options: AdmitOptions = {}): Promise<void> => {
      let due = 0;
      for (let step = 0; step < seconds * 100; step += 1) {
        for (due += perSecond / 100; due >= 1; due -= 1) send(options);
        await clock.advance(10);
      }
    },
    /** Raises or lowers what the server accepts. */
    limits,
  };
}
