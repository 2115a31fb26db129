import type { NodeBounds } from './autoscaler.js';
import type { Permit } from './permit.js';
import type { Priority } from './waiting-line.js';

export interface AdmitOptions {
  /** Removes the job from the queue when it aborts. */
  signal?: AbortSignal | undefined;
  /** Default `interactive`. */
  priority?: Priority | undefined;
  /** The sender of the job. Callers take turns while their jobs wait. All jobs without a caller count as those of one. */
  caller?: string | undefined;
}

/** Counters since the scheduler was created, and the current length of the queue: plain numbers for metrics. */
export interface SchedulerStats {
  /** Jobs that got a permit, with or without waiting. */
  started: number;
  /** Jobs that were rejected with an error of this package, at once or after waiting. */
  refused: number;
  /** Jobs that are waiting now. */
  queued: number;
  /** Jobs that had to wait, whether they started or not. */
  throttled: number;
  /** Jobs that waited and then started. */
  waited: number;
  /** Total time in milliseconds that the jobs counted in `waited` spent in the queue. */
  waitMs: number;
  /** Jobs that left the queue because their signal aborted. */
  aborted: number;
}

/** Admits jobs, never faster than its nodes allow. Its functions can be passed on without the object. */
export interface Scheduler {
  /** The current number of nodes. */
  readonly nodes: number;
  /** The jobs that start in a second at most, with the greatest number of nodes. */
  readonly maxRate: number;
  /**
   * Changes the least and the greatest number of nodes. Waiting jobs keep their places, even if they exceed the new length of
   * the queue, and open permits and earlier requests count towards the new limit. Throws `SchedulerOptionsError`.
   */
  readonly resize: (nodes: number | NodeBounds) => void;
  /** The time in milliseconds for which a request that was sent takes a slot: one second plus `guardMs`. */
  readonly periodMs: number;
  /**
   * Resolves with a permit when the job may start. Settle every permit: it takes a slot until then. Report the end of every
   * request with `done`: that is how the scheduler hears that Twilio takes less than the nodes would send.
   *
   * Rejects with `signal.reason` if the signal aborts, `SchedulerQueueFullError` if the queue of this priority is full,
   * `SchedulerDeadlineError` if interactive work has waited, or would have to wait, longer than `maxWaitMs`, and
   * `SchedulerDrainingError` after `drain()`.
   */
  readonly admit: (options?: AdmitOptions) => Promise<Permit>;
  /** Rejects new jobs, and resolves when all waiting jobs have started at the usual rate. May be called repeatedly. */
  readonly drain: () => Promise<void>;
  readonly stats: () => SchedulerStats;
}
