/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970, never going back. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when that is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Node's own timers; `now` is monotonic, so that a corrected system clock moves no deadline. Not `timers/promises`: it
 * makes an error with a stack for each sleep that ends early, and two end early in every call that succeeds.
 */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
    signal?.throwIfAborted();
  },
};

/** A time limit: `signal` is aborted when it is over, unless it is stopped before. */
export interface Timer {
  readonly signal: AbortSignal;
  stop(): void;
}

/** Starts a time limit whose reason is made when it fires, since only then is it known what had happened. */
export function startTimer(clock: Clock, ms: number, toReason: () => Error): Timer {
  const over = new AbortController();
  const stopped = new AbortController();
  clock.sleep(ms, stopped.signal).then(
    () => over.abort(toReason()),
    (error: unknown) => {
      if (!stopped.signal.aborted) over.abort(error);
    },
  );
  return { signal: over.signal, stop: () => stopped.abort('stopped') };
}
