import type { YieldToEventLoop } from './model/request.js';

/**
 * CPU work that can pause: it yields the units of each piece and returns its result. A unit is the work on about one
 * character, some 20 nanoseconds at most.
 */
export type Work<T> = Generator<number, T, void>;

/** The units after which work lets the event loop turn. */
export const SLICE_UNITS = 125_000;

/** The units of the first slice of a call. Calls that arrive together take it in the same turn of the event loop. */
const FIRST_SLICE_UNITS = 50_000;

/** The most units that a piece of work on a long text takes. */
export const PIECE_UNITS = 16_384;

/** The units of looking at a value, in addition to its characters. */
export const VALUE_UNITS = 50;

/** The units of a step of planning that looks at a comparison. */
export const COMPARISON_UNITS = 100;

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
  let [units, most] = [0, FIRST_SLICE_UNITS];
  return async <T>(work: Work<T>): Promise<T> => {
    signal?.throwIfAborted();
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      units += step.value;
      if (units < most) continue;
      const slice = units;
      [units, most] = [0, SLICE_UNITS];
      await yieldToEventLoop(slice);
      signal?.throwIfAborted();
    }
  };
}
