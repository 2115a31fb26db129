import { untilAborted } from './until-aborted.js';

/** Time and timers. Tests pass a fake one, so that they need not wait. */
export interface Clock {
  /** Milliseconds since 1970, never going back. */
  now(): number;
  /** Calls back once, after `ms`. @returns a function that prevents that */
  setTimer(callback: () => void, ms: number): () => void;
}

/** Node's timers. `now` is monotonic, so that a corrected system clock does not move deadlines. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or rejects with the signal's reason if it aborts first. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let cancel = (): void => undefined;
  try {
    await untilAborted(signal, () => {
      cancel = clock.setTimer(resolve, ms);
      return promise;
    });
  } finally {
    cancel();
  }
}

/** A time limit. `signal` aborts when the time is up or the outer signal aborts, unless the timer is stopped first. */
export interface Timer {
  readonly signal: AbortSignal;
  start(): void;
  stop(): void;
}

interface Limit {
  readonly ms: number;
  /** Called when the time is up, because the reason depends on what has happened by then. */
  readonly toReason: () => Error;
  /** Aborts the timer's signal, too, with its own reason. */
  readonly outer?: AbortSignal | undefined;
}

/** Creates a timer. Each call of the client has two: `AbortSignal.any` would cost several times as much as a listener. */
export function createTimer(clock: Clock, { ms, toReason, outer }: Limit): Timer {
  const ended = new AbortController();
  let cancel = (): void => undefined;
  const onOuterAbort = (): void => ended.abort(outer?.reason);
  if (outer?.aborted) onOuterAbort();
  outer?.addEventListener('abort', onOuterAbort);
  return {
    signal: ended.signal,
    start() {
      cancel = clock.setTimer(() => ended.abort(toReason()), ms);
    },
    stop() {
      cancel();
      outer?.removeEventListener('abort', onOuterAbort);
    },
  };
}

/** Creates a timer that has started. */
export function startTimer(...parameters: Parameters<typeof createTimer>): Timer {
  const timer = createTimer(...parameters);
  timer.start();
  return timer;
}
