/** Time and timers. Tests pass a fake one, so that they need not wait. */
export interface Clock {
  /** Milliseconds since 1970, never going back. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason if it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Node's timers. `now` is monotonic, so that a corrected system clock does not move deadlines. `timers/promises` would
 * create an error with a stack for each aborted sleep, and every successful call aborts two.
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

/** A time limit. `signal` aborts when the time is up, unless the timer is stopped first. */
export interface Timer {
  readonly signal: AbortSignal;
  stop(): void;
}

/** Starts a timer. `toReason` is called when it fires, because the reason depends on what has happened by then. */
export function startTimer(clock: Clock, ms: number, toReason: () => Error): Timer {
  const expired = new AbortController();
  const stopped = new AbortController();
  clock.sleep(ms, stopped.signal).then(
    () => expired.abort(toReason()),
    (error: unknown) => {
      if (!stopped.signal.aborted) expired.abort(error);
    },
  );
  return { signal: expired.signal, stop: () => stopped.abort('stopped') };
}
