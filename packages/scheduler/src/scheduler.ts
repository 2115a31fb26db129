import type { AdmitOptions, Scheduler, SchedulerStats } from './admission.js';
import type { Clock, TimerHandle } from './clock.js';
import { SchedulerDrainingError } from './errors.js';
import { type ResolvedOptions, resolveOptions, type SchedulerOptions } from './options.js';
import type { Linked } from './queue.js';
import { expiryOf, type Occupancy, refusalOf } from './refusal.js';
import { createSlidingWindow, nextStartAt, postponeLastStarts, recordStart, resizeWindow } from './sliding-window.js';
import type { SlidingWindow } from './sliding-window.js';
import { type Priority, WaitingLine } from './waiting-line.js';

interface Job extends Linked<Job> {
  readonly priority: Priority;
  readonly arrivedAt: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  readonly onAbort: () => void;
}

/**
 * Makes a scheduler: a log of the last `nodes × ratePerNode` starts, and a bounded queue before it.
 * The functions of the result work without it, so `admit` may be handed on alone.
 *
 * @throws SchedulerOptionsError
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const scheduler = new WindowScheduler(resolveOptions(options));
  return {
    get nodes() {
      return scheduler.nodes;
    },
    resize: (nodes) => scheduler.resize(resolveOptions({ ...options, nodes })),
    admit: (request) => scheduler.admit(request),
    drain: () => scheduler.drain(),
    stats: () => scheduler.stats(),
  };
}

class WindowScheduler {
  readonly #clock: Clock;
  #window: SlidingWindow;
  readonly #line = new WaitingLine<Job>();
  #occupancy: Occupancy;
  #nodes: number;
  readonly #counts = { started: 0, refused: 0, throttled: 0, waited: 0, waitMs: 0, aborted: 0 };
  /** The answer to all jobs that need not wait. */
  readonly #admitted = Promise.resolve();
  #timer: TimerHandle | undefined;
  #isReleasing = false;
  /** Starts of this turn that may happen later than they were written down. */
  #unsettled = 0;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor({ nodes, ratePerNode, guardMs, queueMs, maxWaitMs, clock }: ResolvedOptions) {
    const limit = nodes * ratePerNode;
    this.#clock = clock;
    this.#window = createSlidingWindow(limit, 1000 + guardMs);
    this.#occupancy = toOccupancy(this.#window, this.#line, { queueMs, maxWaitMs });
    this.#nodes = nodes;
  }

  get nodes(): number {
    return this.#nodes;
  }

  resize({ nodes, ratePerNode, queueMs, maxWaitMs }: ResolvedOptions): void {
    if (nodes === this.#nodes) return;
    this.#nodes = nodes;
    this.#window = resizeWindow(this.#window, nodes * ratePerNode);
    this.#occupancy = toOccupancy(this.#window, this.#line, { queueMs, maxWaitMs });
    // The timer was set for the old rate.
    if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
    this.#timer = undefined;
    this.#rearm(this.#clock.now());
  }

  admit(options?: AdmitOptions): Promise<void> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#drained) return this.#refuse(new SchedulerDrainingError());
    const now = this.#clock.now();
    if (this.#line.size === 0 && nextStartAt(this.#window) <= now) {
      this.#record(now);
      return this.#admitted;
    }
    const priority = options?.priority ?? 'interactive';
    const refusal = refusalOf(this.#occupancy, priority, now);
    return refusal ? this.#refuse(refusal) : this.#enqueue(priority, signal, now);
  }

  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    if (this.#line.size === 0) this.#drained.resolve();
    return this.#drained.promise;
  }

  stats(): SchedulerStats {
    return { ...this.#counts, queued: this.#line.size };
  }

  #refuse(error: Error): Promise<never> {
    this.#counts.refused += 1;
    return Promise.reject(error);
  }

  #enqueue(priority: Priority, signal: AbortSignal | undefined, now: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => this.#abort(job);
    const job: Job = {
      priority,
      arrivedAt: now,
      signal,
      resolve,
      reject,
      onAbort,
      previous: undefined,
      next: undefined,
    };
    signal?.addEventListener('abort', onAbort);
    this.#line.push(job);
    this.#counts.throttled += 1;
    this.#rearm(now);
    return promise;
  }

  #abort(job: Job): void {
    this.#counts.aborted += 1;
    this.#line.remove(job);
    this.#forget(job);
    job.reject(job.signal?.reason);
    this.#rearm(this.#clock.now());
  }

  /**
   * Starts the job whose turn it is, if the window is free; then looks again in the next microtask. By then the job
   * has done what it does first, so that the moment of the next start is measured after that work and not before.
   */
  readonly #release = (): void => {
    this.#isReleasing = false;
    const now = this.#clock.now();
    const isFree = nextStartAt(this.#window) <= now;
    this.#expire(now, isFree);
    const job = isFree ? this.#line.shift() : undefined;
    if (job) {
      this.#start(job, now);
      this.#isReleasing = true;
      queueMicrotask(this.#release);
    }
    this.#rearm(now);
  };

  /**
   * Writes down a start. Between the reading of the clock and the work that starts, the process may stall; so once the
   * work has begun (two microtasks on), the log is moved to that moment. One pair of microtasks serves a whole turn.
   */
  #record(now: number): void {
    recordStart(this.#window, now);
    this.#counts.started += 1;
    this.#unsettled += 1;
    if (this.#unsettled === 1) queueMicrotask(this.#afterOne);
  }

  readonly #afterOne = (): void => queueMicrotask(this.#settle);

  readonly #settle = (): void => {
    postponeLastStarts(this.#window, this.#unsettled, this.#clock.now());
    this.#unsettled = 0;
  };

  #start(job: Job, now: number): void {
    this.#record(now);
    this.#counts.waited += 1;
    this.#counts.waitMs += now - job.arrivedAt;
    this.#forget(job);
    job.resolve();
  }

  /** Refuses interactive jobs whose time is up. The first in the queue is always the one that waited longest. */
  #expire(now: number, isFree: boolean): void {
    const { maxWaitMs } = this.#occupancy;
    for (let job = this.#line.firstOf('interactive'); job; job = this.#line.firstOf('interactive')) {
      const left = job.arrivedAt + maxWaitMs - now;
      if (left > 0 || (left === 0 && isFree)) return;
      this.#line.remove(job);
      this.#forget(job);
      this.#counts.refused += 1;
      job.reject(expiryOf(this.#occupancy, now - job.arrivedAt, now));
    }
  }

  #forget(job: Job): void {
    job.signal?.removeEventListener('abort', job.onAbort);
  }

  /** One timer while anybody waits, for the head of the queue; none while nobody does. */
  #rearm(now: number): void {
    if (this.#line.size === 0) {
      if (this.#timer !== undefined) this.#clock.clearTimer(this.#timer);
      this.#timer = undefined;
      this.#drained?.resolve();
      return;
    }
    if (this.#timer !== undefined || this.#isReleasing) return;
    const first = this.#line.firstOf('interactive');
    const deadline = first ? first.arrivedAt + this.#occupancy.maxWaitMs : Number.POSITIVE_INFINITY;
    const delayMs = Math.min(nextStartAt(this.#window), deadline) - now;
    this.#timer = this.#clock.setTimer(this.#onTimer, Math.max(1, Math.ceil(delayMs)));
  }

  readonly #onTimer = (): void => {
    this.#timer = undefined;
    this.#release();
  };
}

function toOccupancy(
  window: SlidingWindow,
  line: Occupancy['line'],
  { queueMs, maxWaitMs }: Pick<ResolvedOptions, 'queueMs' | 'maxWaitMs'>,
): Occupancy {
  return { window, line, capacity: Math.floor((window.limit * queueMs) / 1000), maxWaitMs };
}
