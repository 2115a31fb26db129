import type { FakeClock } from './fake-clock.js';
import { isSchedulerError, type Priority, type Scheduler } from '../src/index.js';

/** How and when a job ended. */
export interface Ending {
  readonly id: number;
  readonly kind: 'started' | 'refused' | 'aborted';
  readonly at: number;
}

/** A job to admit. */
export interface Arrival {
  /** Milliseconds since the previous arrival. */
  readonly gap: number;
  readonly priority: Priority;
  /** Aborts this many milliseconds after its arrival if it is still waiting. */
  readonly abortAfter: number | undefined;
}

/** Simulates the arrivals and records the end of each job, in order. A job sends its request when it starts. */
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
    const end = (kind: Ending['kind']): void => void endings.push({ id, kind, at: clock.now() });
    scheduler.admit({ priority, signal: controller.signal }).then(
      (permit) => {
        end('started');
        permit.sent();
      },
      (error: unknown) => end(isSchedulerError(error) ? 'refused' : 'aborted'),
    );
  }
  await advanceTo(clock.now() + 1e6);
  return { arrivedAt, endings };
}

/** The largest number of starts in any period of `periodMs`, both ends included. */
export function mostWithin(starts: readonly Ending[], periodMs: number): number {
  let from = 0;
  let most = 0;
  for (const [index, { at }] of starts.entries()) {
    while (starts[from]!.at < at - periodMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
