import type { Clock, TimerHandle } from './clock.js';

/** Calls its listeners every second. All schedulers with the same clock share one timer, and there is none without listeners. */
export interface Ticker {
  /** Each listener is called until it returns false. Adding it again changes nothing. */
  add(listener: () => boolean): void;
}

const TICK_MS = 1000;

const tickers = new WeakMap<Clock, Ticker>();

/** The ticker of a clock. */
export function tickerOf(clock: Clock): Ticker {
  const known = tickers.get(clock) ?? createTicker(clock);
  tickers.set(clock, known);
  return known;
}

function createTicker(clock: Clock): Ticker {
  const listeners = new Set<() => boolean>();
  let timer: TimerHandle | undefined;
  const setTimer = (): void => {
    // Nobody waits for it: a waiting job has a timer of its own.
    timer ??= listeners.size > 0 ? clock.setTimer(tick, TICK_MS, true) : undefined;
  };
  const tick = (): void => {
    timer = undefined;
    for (const listener of listeners) if (!listener()) listeners.delete(listener);
    setTimer();
  };
  return {
    add(listener) {
      listeners.add(listener);
      setTimer();
    },
  };
}
