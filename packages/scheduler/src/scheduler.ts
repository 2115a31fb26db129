import type { Clock, TimerHandle } from './clock.js';
import { SchedulerDrainingError } from './errors.js';
import type { Linked } from './linked-queue.js';
import { type ResolvedOptions, resolveOptions, type SchedulerOptions } from './options.js';
import { OpenPermit, type Permit } from './permit.js';
import { findRefusal, type QueueState, toExpiry } from './refusals.js';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.js';
import { createWaitingLine, type Priority } from './waiting-line.js';

export interface AdmitOptions {
  /** Removes the job from the queue when it aborts. */
  signal?: AbortSignal | undefined;
  /** Default `interactive`. */
  priority?: Priority | undefined;
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
  readonly nodes: number;
  /**
   * Changes the number of nodes. Waiting jobs keep their places, even if they exceed the new length of the queue, and
   * open permits and earlier requests count towards the new limit. Throws `SchedulerOptionsError`.
   */
  readonly resize: (nodes: number) => void;
  /** The time in milliseconds for which a request that was sent takes a slot: one second plus `guardMs`. */
  readonly periodMs: number;
  /**
   * Resolves with a permit when the job may start. Settle every permit: it takes a slot until then.
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

/** @throws SchedulerOptionsError */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new WindowScheduler(resolveOptions(options));
}

interface Job extends Linked<Job> {
  readonly priority: Priority;
  readonly arrivedAt: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (permit: Permit) => void;
  readonly reject: (reason: unknown) => void;
  readonly onAbort: () => void;
}

/** The longest delay that Node's timers support. */
const MAX_TIMER_MS = 2_147_483_647;

class WindowScheduler implements Scheduler {
  #options: ResolvedOptions;
  readonly #clock: Clock;
  readonly #window: SlidingWindow;
  readonly #line = createWaitingLine<Job>();
  readonly #state: QueueState;
  readonly #counts = { started: 0, refused: 0, throttled: 0, waited: 0, waitMs: 0, aborted: 0 };
  #timer: TimerHandle | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #lastRead = Number.NEGATIVE_INFINITY;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: ResolvedOptions) {
    const { nodes, ratePerNode, guardMs, queueMs, maxWaitMs, clock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#window = createSlidingWindow(nodes * ratePerNode, 1000 + guardMs);
    this.#state = { window: this.#window, line: this.#line, queueMs, maxWaitMs };
  }

  get nodes(): number {
    return this.#options.nodes;
  }

  get periodMs(): number {
    return this.#window.periodMs;
  }

  readonly resize = (nodes: number): void => {
    if (nodes === this.nodes) return;
    this.#options = resolveOptions({ ...this.#options, nodes });
    this.#window.resize(nodes * this.#options.ratePerNode);
    this.#startJobs(this.#readClock());
  };

  readonly admit = (options?: AdmitOptions): Promise<Permit> => {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#drained) return this.#refuse(new SchedulerDrainingError());
    if (this.#line.size === 0 && this.#isFree()) return Promise.resolve(this.#openPermit());
    const now = this.#readClock();
    const priority = options?.priority ?? 'interactive';
    const refusal = findRefusal(this.#state, priority, now);
    return refusal ? this.#refuse(refusal) : this.#enqueue(priority, signal, now);
  };

  readonly drain = (): Promise<void> => {
    this.#drained ??= Promise.withResolvers();
    if (this.#line.size === 0) this.#drained.resolve();
    return this.#drained.promise;
  };

  readonly stats = (): SchedulerStats => ({ ...this.#counts, queued: this.#line.size });

  #refuse(error: Error): Promise<never> {
    this.#counts.refused += 1;
    return Promise.reject(error);
  }

  /** A slot that was free when the clock was last read is still free. This saves most readings. */
  #isFree(): boolean {
    const freeAt = this.#window.freeAt();
    return freeAt <= this.#lastRead || freeAt <= this.#readClock();
  }

  #readClock(): number {
    return (this.#lastRead = this.#clock.now());
  }

  #openPermit(): Permit {
    this.#window.open();
    this.#counts.started += 1;
    return new OpenPermit(this.#onSettled);
  }

  readonly #onSettled = (wasSent: boolean): void => {
    const now = this.#readClock();
    if (wasSent) this.#window.recordSent(now);
    else this.#window.release();
    if (this.#line.size > 0) this.#startJobs(now);
  };

  #enqueue(priority: Priority, signal: AbortSignal | undefined, now: number): Promise<Permit> {
    const { promise, resolve, reject } = Promise.withResolvers<Permit>();
    const onAbort = (): void => this.#abort(job);
    const links = { previous: undefined, next: undefined };
    const job: Job = { priority, arrivedAt: now, signal, resolve, reject, onAbort, ...links };
    signal?.addEventListener('abort', onAbort);
    this.#line.push(job);
    this.#counts.throttled += 1;
    this.#updateTimer(now);
    return promise;
  }

  #abort(job: Job): void {
    this.#counts.aborted += 1;
    this.#line.remove(job);
    this.#stopListening(job);
    job.reject(job.signal?.reason);
    this.#updateTimer(this.#readClock());
  }

  /** Starts the jobs that have a slot, rejects those whose time is up, and sets the timer for the others. */
  #startJobs(now: number): void {
    for (;;) {
      const isFree = this.#window.freeAt() <= now;
      this.#expire(now, isFree);
      const job = isFree ? this.#line.shift() : undefined;
      if (!job) break;
      this.#start(job, now);
    }
    this.#updateTimer(now);
  }

  #start(job: Job, now: number): void {
    this.#counts.waited += 1;
    this.#counts.waitMs += now - job.arrivedAt;
    this.#stopListening(job);
    job.resolve(this.#openPermit());
  }

  /** Rejects interactive jobs whose time is up. The first in the queue is always the one that waited longest. */
  #expire(now: number, isFree: boolean): void {
    const { maxWaitMs } = this.#state;
    for (let job = this.#line.firstOf('interactive'); job; job = this.#line.firstOf('interactive')) {
      const leftMs = job.arrivedAt + maxWaitMs - now;
      if (leftMs > 0 || (leftMs === 0 && isFree)) return;
      this.#line.remove(job);
      this.#stopListening(job);
      this.#counts.refused += 1;
      job.reject(toExpiry(this.#state, now - job.arrivedAt, now));
    }
  }

  #stopListening(job: Job): void {
    job.signal?.removeEventListener('abort', job.onAbort);
  }

  /** Keeps a timer for the next slot or deadline while jobs wait. A timer that fires too early is set again. */
  #updateTimer(now: number): void {
    if (this.#line.size === 0) {
      this.#clearTimer();
      this.#drained?.resolve();
      return;
    }
    const first = this.#line.firstOf('interactive');
    const deadline = first ? first.arrivedAt + this.#state.maxWaitMs : Number.POSITIVE_INFINITY;
    const at = Math.min(this.#window.freeAt(), deadline);
    if (at >= this.#timerAt) return;
    this.#clearTimer();
    this.#timerAt = at;
    this.#timer = this.#clock.setTimer(this.#onTimer, Math.min(MAX_TIMER_MS, Math.max(1, Math.ceil(at - now))));
  }

  #clearTimer(): void {
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  readonly #onTimer = (): void => {
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#startJobs(this.#readClock());
  };
}
