import type { NodeBounds } from './autoscaler.js';
import { Capacity } from './capacity.js';
import { type Clock, MAX_TIMER_MS, type TimerHandle } from './clock.js';
import { SchedulerDrainingError } from './errors.js';
import { type ResolvedOptions, resolveNodes } from './options.js';
import type { Answer, OpenPermit, Permit, PermitListener } from './permit.js';
import { findRefusal, type Newcomer, type QueueState, toExpiry } from './refusals.js';
import type { AdmitOptions, Scheduler, SchedulerStats } from './scheduler.js';
import { tickerOf } from './ticker.js';
import { createWaitingLine, type LinePlace } from './waiting-line.js';

interface Job extends Newcomer {
  readonly arrivedAt: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (permit: Permit) => void;
  readonly reject: (reason: unknown) => void;
  readonly onAbort: () => void;
}

/** A queue in front of the capacity. */
export class QueueScheduler implements Scheduler, PermitListener {
  readonly periodMs: number;
  readonly #clock: Clock;
  readonly #capacity: Capacity;
  readonly #line = createWaitingLine<Job>();
  readonly #state: QueueState;
  readonly #counts = { started: 0, refused: 0, throttled: 0, waited: 0, waitMs: 0, aborted: 0 };
  #timer: TimerHandle | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #lastRead = Number.NEGATIVE_INFINITY;
  /** Arrivals since the clock was last read. */
  #arrived = 0;
  /** Whether jobs have waited for nodes since the nodes were last counted for them. The ticker counts them again. */
  #isShort = false;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(options: ResolvedOptions) {
    const { nodes: bounds, ratePerNode, guardMs, queueMs, maxWaitMs, clock, onScale } = options;
    this.#clock = clock;
    this.periodMs = 1000 + guardMs;
    this.#capacity = new Capacity({ bounds, ratePerNode, periodMs: this.periodMs, onScale });
    const { window, isHeld } = this.#capacity;
    this.#state = { window, isHeld, line: this.#line, queueMs, maxWaitMs };
  }

  get nodes(): number {
    return this.#capacity.nodes;
  }

  get maxRate(): number {
    return this.#capacity.maxRate;
  }

  readonly resize = (nodes: number | NodeBounds): void => {
    const now = this.#readClock();
    const isChanged = this.#capacity.resize(resolveNodes(nodes), now);
    // Without load, nothing else would notice that there may be fewer nodes now.
    if (this.#capacity.isAboveMinimum) tickerOf(this.#clock).add(this.#onTick);
    if (!isChanged) return;
    this.#isShort = false;
    this.#startJobs(now);
  };

  readonly admit = (options?: AdmitOptions): Promise<Permit> => {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#drained) return this.#refuse(new SchedulerDrainingError());
    this.#arrived += 1;
    if (this.#line.size === 0 && this.#isFree()) return Promise.resolve(this.#openPermit());
    const job = { priority: options?.priority ?? ('interactive' as const), caller: options?.caller };
    return this.#admitLater(job, signal, this.#readClock());
  };

  readonly drain = (): Promise<void> => {
    this.#drained ??= Promise.withResolvers();
    if (this.#line.size === 0) this.#drained.resolve();
    return this.#drained.promise;
  };

  readonly stats = (): SchedulerStats => ({ ...this.#counts, queued: this.#line.size });

  onSent(): void {
    const now = this.#readClock();
    this.#capacity.window.recordSent(now);
    if (this.#line.size > 0) this.#startJobs(now);
  }

  onReleased(permit: OpenPermit): void {
    this.#capacity.release(permit);
    if (this.#line.size > 0) this.#startJobs(this.#readClock());
  }

  onDone(permit: OpenPermit, answer: Answer | undefined): void {
    const now = this.#readClock();
    this.#capacity.end(permit, answer, now);
    if (this.#line.size > 0) this.#startJobs(now);
  }

  /** Admits a job while all slots are taken: by adding nodes, or through the queue. */
  #admitLater(job: Newcomer, signal: AbortSignal | undefined, now: number): Promise<Permit> {
    if (this.#addNodes(1, now)) this.#startJobs(now);
    if (this.#line.size === 0 && this.#capacity.freeAt(now) <= now) return Promise.resolve(this.#openPermit());
    let refusal = findRefusal(this.#state, job, now);
    // Nothing is refused before the nodes have been counted once more.
    if (refusal && this.#capacity.canGrow && this.#capacity.rescale(this.#line.size + 1, now)) {
      this.#startJobs(now);
      refusal = findRefusal(this.#state, job, now);
    }
    return refusal ? this.#refuse(refusal) : this.#enqueue(job, signal, now);
  }

  /**
   * Counts the nodes for jobs that have to wait for one: at once for the first of them, each second for the others.
   *
   * @param newcomers jobs that are not in the queue yet
   * @returns whether their number changed
   */
  #addNodes(newcomers: number, now: number): boolean {
    if (!this.#capacity.isShortOfNodes(now)) {
      this.#isShort = false;
      return false;
    }
    if (this.#isShort || !this.#capacity.canGrow) return false;
    this.#isShort = true;
    tickerOf(this.#clock).add(this.#onTick);
    return this.#capacity.rescale(this.#line.size + newcomers, now);
  }

  /** Counts the nodes while jobs wait for more, or until there are as few as possible. */
  readonly #onTick = (): boolean => {
    const now = this.#readClock();
    const isWaiting = this.#line.size > 0;
    if (isWaiting) this.#capacity.isShortOfNodes(now);
    if (this.#capacity.rescale(this.#line.size, now) && isWaiting) this.#startJobs(now);
    this.#isShort &&= isWaiting;
    return this.#capacity.isAboveMinimum || (isWaiting && this.#capacity.canGrow);
  };

  #refuse(error: Error): Promise<never> {
    this.#counts.refused += 1;
    return Promise.reject(error);
  }

  /** A slot that was free when the clock was last read is still free. This saves most readings. */
  #isFree(): boolean {
    const freeAt = this.#capacity.freeAt(this.#lastRead);
    return freeAt <= this.#lastRead || freeAt <= this.#readClock();
  }

  #readClock(): number {
    this.#lastRead = this.#clock.now();
    if (this.#arrived > 0) this.#capacity.arrive(this.#arrived, this.#lastRead);
    this.#arrived = 0;
    return this.#lastRead;
  }

  #openPermit(): Permit {
    this.#counts.started += 1;
    return this.#capacity.open(this, this.#lastRead);
  }

  #enqueue(newcomer: Newcomer, signal: AbortSignal | undefined, now: number): Promise<Permit> {
    const { promise, resolve, reject } = Promise.withResolvers<Permit>();
    const onAbort = (): void => this.#abort(place);
    const job: Job = { ...newcomer, arrivedAt: now, signal, resolve, reject, onAbort };
    const place = this.#line.push(job);
    signal?.addEventListener('abort', onAbort);
    this.#counts.throttled += 1;
    this.#updateTimer(now);
    return promise;
  }

  #abort(place: LinePlace<Job>): void {
    const job = place.item;
    this.#counts.aborted += 1;
    this.#line.remove(place);
    this.#stopListening(job);
    job.reject(job.signal?.reason);
    this.#updateTimer(this.#readClock());
  }

  /** Starts the jobs that have a slot, rejects those whose time is up, and sets the timer for the others. */
  #startJobs(now: number): void {
    do {
      for (;;) {
        const isFree = this.#capacity.freeAt(now) <= now;
        this.#expire(now, isFree);
        const job = isFree ? this.#line.shift() : undefined;
        if (!job) break;
        this.#start(job, now);
      }
    } while (this.#line.size > 0 && this.#addNodes(0, now));
    this.#updateTimer(now);
  }

  #start(job: Job, now: number): void {
    this.#counts.waited += 1;
    this.#counts.waitMs += now - job.arrivedAt;
    this.#stopListening(job);
    job.resolve(this.#openPermit());
  }

  /** Rejects interactive jobs whose time is up. */
  #expire(now: number, isFree: boolean): void {
    const { maxWaitMs } = this.#state;
    for (let oldest = this.#line.oldestInteractive; oldest; oldest = this.#line.oldestInteractive) {
      const job = oldest.item;
      const leftMs = job.arrivedAt + maxWaitMs - now;
      if (leftMs > 0 || (leftMs === 0 && isFree)) return;
      this.#line.remove(oldest);
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
      this.#isShort = false;
      this.#clearTimer();
      this.#drained?.resolve();
      return;
    }
    const oldest = this.#line.oldestInteractive;
    const deadline = oldest ? oldest.item.arrivedAt + this.#state.maxWaitMs : Number.POSITIVE_INFINITY;
    const at = Math.min(this.#capacity.freeAt(now), deadline);
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
