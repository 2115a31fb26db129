import { SchedulerDeadlineError, type SchedulerError, SchedulerQueueFullError } from './errors.js';
import type { SlidingWindow } from './sliding-window.js';
import type { Priority } from './waiting-line.js';

/** Timers may be 20 ms late in each period. `retryAfterMs` allows for that, plus rounding. */
const TIMER_LATENESS_MS = 25;

/** The state that decides whether a job is admitted to the queue. */
export interface QueueState {
  readonly window: SlidingWindow;
  readonly line: {
    readonly size: number;
    sizeOf(priority: Priority): number;
    aheadOfInteractive(): number;
    aheadOfFirst(priority: Priority): number;
  };
  /** The length of the queue of each priority, in milliseconds of work at the full rate. */
  readonly queueMs: number;
  readonly maxWaitMs: number;
}

/** Returns the error for a new job if its queue is full or its wait is certain to be too long. */
export function findRefusal(state: QueueState, priority: Priority, now: number): SchedulerError | undefined {
  const size = state.line.sizeOf(priority);
  if (size >= capacityOf(state)) {
    const retryAfterMs = toRetryAfterMs(state, priority, now);
    const fact = `The queue for ${priority} work is full: ${size} jobs are waiting, at ${state.window.limit} starts per second.`;
    return new SchedulerQueueFullError(`${fact} ${toAdvice(retryAfterMs)}`, retryAfterMs);
  }
  const waitMs = toWaitMs(state, priority, now);
  if (waitMs <= state.maxWaitMs) return undefined;
  return toDeadlineError(state, `would wait ${Math.ceil(waitMs)} ms to start`, now);
}

/** The error for an interactive job that has waited for `maxWaitMs`. */
export function toExpiry(state: QueueState, waitedMs: number, now: number): SchedulerDeadlineError {
  return toDeadlineError(state, `waited ${Math.floor(waitedMs)} ms and did not start`, now);
}

function toDeadlineError(state: QueueState, predicate: string, now: number): SchedulerDeadlineError {
  const retryAfterMs = toRetryAfterMs(state, 'interactive', now);
  const fact = `Interactive work ${predicate}; the limit is ${state.maxWaitMs} ms.`;
  return new SchedulerDeadlineError(`${fact} ${toAdvice(retryAfterMs)}`, retryAfterMs);
}

/** The number of jobs that the queue of each priority holds. */
function capacityOf({ window, queueMs }: QueueState): number {
  return Math.floor((window.limit * queueMs) / 1000);
}

/** The shortest possible wait of a new job. Bulk work has no limit, so its wait does not matter. */
function toWaitMs({ window, line }: QueueState, priority: Priority, now: number): number {
  return priority === 'bulk' ? 0 : window.earliestStartAt(line.aheadOfInteractive(), now) - now;
}

/** The time after which the job is admitted and starts within its limit, if no other job comes and timers are late. */
function toRetryAfterMs(state: QueueState, priority: Priority, now: number): number {
  const { window, line, maxWaitMs } = state;
  const isFull = line.sizeOf(priority) >= capacityOf(state);
  const untilFreeMs = isFull ? window.earliestStartAt(line.aheadOfFirst(priority), now) - now : 0;
  const waitMs = priority === 'bulk' ? 0 : window.earliestStartAt(aheadOnReturn(state), now) - now;
  const periods = 1 + Math.floor(Math.max(untilFreeMs, waitMs) / window.periodMs);
  return Math.ceil(Math.max(untilFreeMs, waitMs - maxWaitMs) + periods * TIMER_LATENESS_MS);
}

/**
 * The number of jobs that start before an interactive job that comes back. Meanwhile bulk jobs may take the turns that
 * the job would have had. That matters only if its limit is too short to wait two periods.
 */
function aheadOnReturn({ window, line, maxWaitMs }: QueueState): number {
  const isPatient = maxWaitMs >= 2 * (window.periodMs + TIMER_LATENESS_MS);
  return isPatient ? line.aheadOfInteractive() : line.size;
}

function toAdvice(retryAfterMs: number): string {
  return `Retry in ${retryAfterMs} ms, or add nodes to the connection.`;
}
