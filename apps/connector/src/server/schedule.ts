import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pause } from '../store/purge.js';

/** Work that is repeated. A long job awaits `pause` between its steps; it rejects when the schedule is stopped. */
export type Job = (pause: Pause) => Promise<unknown>;

interface ScheduleOptions {
  readonly everyMs: number;
  /** Called if a job fails. The other jobs still run. */
  readonly onError: (error: unknown) => void;
  /** Default: waits for the next turn of the event loop. */
  readonly pause?: Pause;
}

/**
 * Runs jobs one after the other, now and then at an interval. A round that takes longer than the interval is not started twice.
 *
 * @returns a function that stops the schedule, and resolves once no job is running
 */
export function scheduleJobs(
  jobs: readonly Job[],
  { everyMs, onError, pause = nextTurn }: ScheduleOptions,
): () => Promise<void> {
  let isStopped = false;
  let round: Promise<void> | undefined;
  const pauseUnlessStopped: Pause = async () => {
    await pause();
    if (isStopped) throw new Error('The schedule was stopped.');
  };
  const runAll = async () => {
    for (const job of jobs) {
      if (isStopped) return;
      await job(pauseUnlessStopped).catch((error: unknown) => {
        if (!isStopped) onError(error);
      });
    }
  };
  const start = () => {
    round ??= runAll().finally(() => (round = undefined));
  };
  start();
  const timer = setInterval(start, everyMs);
  timer.unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await round;
  };
}
