import type { Work } from '../src/work.js';

/** Carries out work without a pause. Returns its result and the units of each piece. */
export function finish<T>(work: Work<T>): { readonly result: T; readonly pieces: readonly number[] } {
  const pieces: number[] = [];
  for (;;) {
    const step = work.next();
    if (step.done) return { result: step.value, pieces };
    pieces.push(step.value);
  }
}
