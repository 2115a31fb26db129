import type { YieldToEventLoop } from './model/request.js';

/**
 * CPU work that can pause: it yields the units of each piece and returns its result. A unit is the work on about one
 * character, some 20 nanoseconds at most.
 */
export type Work<T> = Generator<number, T, void>;

/** The units after which work lets the event loop turn. */
export const SLICE_UNITS = 250_000;

/** The most units that a piece of work on a long text takes. */
export const PIECE_UNITS = 16_384;

/** The units of looking at a value, in addition to its characters. */
export const VALUE_UNITS = 50;

/** Returns the units of looking at a value. */
export function unitsOf(value: unknown): number {
  return VALUE_UNITS + (typeof value === 'string' ? value.length : 0);
}

/** Carries out work at once. */
export function carryOut<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** How the work of a call pauses, and when it ends early. */
export interface WorkPort {
  readonly signal?: AbortSignal | undefined;
  readonly yieldToEventLoop: YieldToEventLoop;
}

/** Creates the function that carries out the work of one call: in slices, and no further once the signal is aborted. */
export function createWorker({ signal, yieldToEventLoop }: WorkPort) {
  let units = 0;
  return async <T>(work: Work<T>): Promise<T> => {
    signal?.throwIfAborted();
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      units += step.value;
      if (units < SLICE_UNITS) continue;
      const slice = units;
      units = 0;
      await yieldToEventLoop(slice);
      signal?.throwIfAborted();
    }
  };
}
