import type { Priority } from './waiting-line.js';

/** Who asks, and until when. */
export interface AdmitOptions {
  /** Gives up the place in the queue when it aborts. */
  signal?: AbortSignal | undefined;
  /** Default `interactive`. */
  priority?: Priority | undefined;
}

/** Counters since the scheduler was made, and the length of the queue now: plain numbers for metrics. */
export interface SchedulerStats {
  /** Jobs that started, at once or after waiting. */
  started: number;
  /** Jobs that got an error of this package: at the door, or after waiting too long. */
  refused: number;
  /** Jobs that wait now. */
  queued: number;
  /** Jobs that had to queue, whatever became of them. */
  throttled: number;
  /** Jobs that queued and then started. */
  waited: number;
  /** Milliseconds that the jobs in `waited` spent in the queue, all together. */
  waitMs: number;
  /** Jobs that left the queue because their signal aborted. */
  aborted: number;
}

/** Lets work start, never faster than its nodes allow. */
export interface Scheduler {
  readonly nodes: number;
  /**
   * Works with another number of nodes from now on: what waits goes on waiting, at the new rate, and what has started counts.
   * With fewer nodes also those wait on that the smaller queue would not have taken. Throws `SchedulerOptionsError`.
   */
  readonly resize: (nodes: number) => void;
  /**
   * Resolves at the moment at which the work may start: start it in the same turn.
   *
   * Rejects with `signal.reason` when the signal aborts, and with `SchedulerQueueFullError` when the queue of this
   * priority has no place left, `SchedulerDeadlineError` when interactive work would have to wait longer than
   * `maxWaitMs` or has done so, `SchedulerDrainingError` after `drain()`.
   */
  readonly admit: (options?: AdmitOptions) => Promise<void>;
  /** Refuses new work from now on; resolves when all that waits has left, at its rate. May be called again. */
  readonly drain: () => Promise<void>;
  readonly stats: () => SchedulerStats;
}
