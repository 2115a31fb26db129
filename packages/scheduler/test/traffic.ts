import type { FakeClock } from './fake-clock.js';
import { isSchedulerError, type Priority, type Scheduler } from '../src/index.js';

/** How a job ended, and when. */
export interface Ending {
  readonly id: number;
  readonly what: 'started' | 'refused' | 'aborted';
  readonly at: number;
}

/** A job that comes along. */
export interface Arrival {
  /** Milliseconds since the arrival before. */
  readonly gap: number;
  readonly priority: Priority;
  /** Aborts this long after its arrival, if it still waits. */
  readonly abortAfter: number | undefined;
}

/** Plays arrivals and notes the end of each job, in order. */
export async function play(
  arrivals: readonly Arrival[],
  clock: FakeClock,
  scheduler: Scheduler,
): Promise<{ arrivedAt: number[]; endings: Ending[] }> {
  const arrivedAt: number[] = [];
  const endings: Ending[] = [];
  const aborts: { at: number; controller: AbortController }[] = [];
  const advanceTo = async (until: number): Promise<void> => {
    for (const abort of aborts.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)) {
      aborts.splice(aborts.indexOf(abort), 1);
      await clock.advance(Math.max(0, abort.at - clock.now()));
      abort.controller.abort();
    }
    await clock.advance(Math.max(0, until - clock.now()));
  };
  for (const [id, { gap, priority, abortAfter }] of arrivals.entries()) {
    if (gap > 0) await advanceTo(clock.now() + gap);
    const controller = new AbortController();
    arrivedAt.push(clock.now());
    if (abortAfter !== undefined) aborts.push({ at: clock.now() + abortAfter, controller });
    const end = (what: Ending['what']): void => void endings.push({ id, what, at: clock.now() });
    scheduler.admit({ priority, signal: controller.signal }).then(
      () => end('started'),
      (error: unknown) => end(isSchedulerError(error) ? 'refused' : 'aborted'),
    );
  }
  await advanceTo(clock.now() + 1e6);
  return { arrivedAt, endings };
}

/** The most starts that any stretch of `periodMs`, both ends counted, holds. */
export function mostWithin(starts: readonly Ending[], periodMs: number): number {
  let from = 0;
  let most = 0;
  for (const [index, { at }] of starts.entries()) {
    while (starts[from]!.at < at - periodMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
