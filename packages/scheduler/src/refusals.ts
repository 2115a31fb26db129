import { SchedulerDeadlineError, type SchedulerError, SchedulerQueueFullError } from './errors.js';
import type { SlidingWindow } from './sliding-window.js';
import type { Priority, WaitingLine } from './waiting-line.js';

/** Timers may be 20 ms late in each period. `retryAfterMs` allows for that, plus rounding. */
const TIMER_LATENESS_MS = 25;

/** The state that decides whether a job is admitted to the queue. */
export interface QueueState {
  readonly window: SlidingWindow;
  readonly line: Pick<WaitingLine<never>, 'size' | 'sizeOf' | 'callersOf' | 'sizeOfCaller' | 'ahead'>;
  /** The length of the queue of each priority, in milliseconds of work at the full rate. */
  readonly queueMs: number;
  readonly maxWaitMs: number;
  /** Whether the queue waits for Twilio, which takes less than the nodes would send. */
  readonly isHeld: (now: number) => boolean;
}

/** A job that is not in the queue yet. */
export interface Newcomer {
  readonly priority: Priority;
  readonly caller: string | undefined;
}

/** Returns the error for a new job if its queue is full or its wait is certain to be too long. */
export function findRefusal(state: QueueState, job: Newcomer, now: number): SchedulerError | undefined {
  return findFullQueue(state, job, now) ?? findLongWait(state, job, now);
}

/** In a full queue, a caller with less than its share still has room, so that no caller can lock out the others. */
function findFullQueue(state: QueueState, job: Newcomer, now: number): SchedulerError | undefined {
  const { line, window } = state;
  const { priority, caller } = job;
  const size = line.sizeOf(priority);
  const capacity = capacityOf(state);
  const own = line.sizeOfCaller(priority, caller);
  const callers = line.callersOf(priority) + (own === 0 ? 1 : 0);
  if (size < capacity || own < Math.floor(capacity / callers)) return undefined;
  const retryAfterMs = toRetryAfterMs(state, priority, now);
  const jobs = callers === 1 ? `${size} jobs are waiting` : `${size} jobs are waiting, ${own} of them from this caller`;
  const rate = state.isHeld(now) ? '' : `, at ${window.limit} starts per second`;
  const fact = `The queue for ${priority} work is full: ${jobs}${rate}.`;
  return new SchedulerQueueFullError(`${fact} ${toAdvice(state, retryAfterMs, now)}`, retryAfterMs);
}

/** Bulk work has no limit, so its wait does not matter. */
function findLongWait(state: QueueState, { priority, caller }: Newcomer, now: number): SchedulerError | undefined {
  if (priority === 'bulk') return undefined;
  const { window, line, maxWaitMs } = state;
  const own = line.sizeOfCaller(priority, caller);
  const others = line.callersOf(priority) - (own === 0 ? 0 : 1);
  // Each other caller has at least one turn before this job, and nobody knows yet whether it has more.
  const waitMs = window.earliestStartAt(line.ahead(priority, own + others), now) - now;
  return waitMs <= maxWaitMs ? undefined : toDeadlineError(state, `would wait ${Math.ceil(waitMs)} ms to start`, now);
}

/** The error for an interactive job that has waited for `maxWaitMs`. */
export function toExpiry(state: QueueState, waitedMs: number, now: number): SchedulerDeadlineError {
  return toDeadlineError(state, `waited ${Math.floor(waitedMs)} ms and did not start`, now);
}

function toDeadlineError(state: QueueState, predicate: string, now: number): SchedulerDeadlineError {
  const retryAfterMs = toRetryAfterMs(state, 'interactive', now);
  const fact = `Interactive work ${predicate}; the limit is ${state.maxWaitMs} ms.`;
  return new SchedulerDeadlineError(`${fact} ${toAdvice(state, retryAfterMs, now)}`, retryAfterMs);
}

/** The number of jobs that the queue of each priority holds. */
function capacityOf({ window, queueMs }: QueueState): number {
  return Math.floor((window.limit * queueMs) / 1000);
}

/** The time after which the job is admitted and starts within its limit, if no other job comes and timers are late. */
function toRetryAfterMs(state: QueueState, priority: Priority, now: number): number {
  const { window, line, maxWaitMs } = state;
  const excess = line.sizeOf(priority) - capacityOf(state);
  const rate = state.isHeld(now) ? recentStarts(state, now) : window.limit;
  const untilFreeMs = excess >= 0 ? window.earliestStartAt(line.ahead(priority, excess), now, rate) - now : 0;
  const waitMs = priority === 'bulk' ? 0 : window.earliestStartAt(aheadOnReturn(state), now, rate) - now;
  const periods = 1 + Math.floor(Math.max(untilFreeMs, waitMs) / window.periodMs);
  return Math.ceil(Math.max(untilFreeMs, waitMs - maxWaitMs) + periods * TIMER_LATENESS_MS);
}

/**
 * The number of jobs that start before an interactive job that comes back. Meanwhile bulk jobs may take the turns that
 * the job would have had. That matters only if its limit is too short to wait two periods.
 */
function aheadOnReturn({ window, line, maxWaitMs }: QueueState): number {
  const isPatient = maxWaitMs >= 2 * (window.periodMs + TIMER_LATENESS_MS);
  return isPatient ? line.ahead('interactive', line.sizeOf('interactive')) : line.size;
}

/** The requests that were sent in the last second, but at least one. */
function recentStarts({ window }: QueueState, now: number): number {
  return Math.max(1, window.used(now) - window.open);
}

function toAdvice(state: QueueState, retryAfterMs: number, now: number): string {
  if (!state.isHeld(now)) return `Retry in ${retryAfterMs} ms, or add nodes to the connection.`;
  const fact = `Twilio's own limit is the reason: it takes about ${recentStarts(state, now)} requests per second now and answers 429 beyond that.`;
  return `${fact} Retry in ${retryAfterMs} ms, or ask Twilio for a higher limit. More nodes would not help.`;
}
