import { SchedulerDeadlineError, type SchedulerError, SchedulerQueueFullError } from './errors.js';
import { earliestStartAt, type SlidingWindow } from './sliding-window.js';
import type { Priority } from './waiting-line.js';

/** Each round of a long queue is as late as its timer: what a refusal allows for in each, 20 ms and some rounding. */
const TIMER_LATENESS_MS = 25;

/** What decides whether a newcomer is taken. */
export interface Occupancy {
  readonly window: SlidingWindow;
  readonly line: {
    readonly size: number;
    sizeOf(priority: Priority): number;
    aheadOfInteractive(): number;
    aheadOfFirst(priority: Priority): number;
  };
  /** Places in the queue of each priority. */
  readonly capacity: number;
  readonly maxWaitMs: number;
}

/** Why a newcomer is not taken: no place, or a wait that is sure to be too long. Undefined when it is taken. */
export function refusalOf(occupancy: Occupancy, priority: Priority, now: number): SchedulerError | undefined {
  const size = occupancy.line.sizeOf(priority);
  if (size >= occupancy.capacity) {
    const retryAfterMs = retryAfter(occupancy, priority, now);
    const what = `The queue for ${priority} work is full: ${size} wait at ${occupancy.window.limit} starts a second.`;
    return new SchedulerQueueFullError(`${what} ${advice(retryAfterMs)}`, retryAfterMs);
  }
  const wait = waitOf(occupancy, priority, now);
  if (wait <= occupancy.maxWaitMs) return undefined;
  return tooLate(occupancy, `would wait ${Math.ceil(wait)} ms`, now);
}

/** The error for interactive work that waited as long as it may. */
export function expiryOf(occupancy: Occupancy, waitedMs: number, now: number): SchedulerDeadlineError {
  return tooLate(occupancy, `waited ${Math.floor(waitedMs)} ms`, now);
}

function tooLate(occupancy: Occupancy, what: string, now: number): SchedulerDeadlineError {
  const retryAfterMs = retryAfter(occupancy, 'interactive', now);
  const message = `Interactive work ${what} for its start; ${occupancy.maxWaitMs} ms is the most.`;
  return new SchedulerDeadlineError(`${message} ${advice(retryAfterMs)}`, retryAfterMs);
}

/** The least that a newcomer waits. Only interactive work minds. */
function waitOf({ window, line }: Occupancy, priority: Priority, now: number): number {
  return priority === 'bulk' ? 0 : earliestStartAt(window, line.aheadOfInteractive(), now) - now;
}

/** When a newcomer is taken and starts in time, if nobody else comes meanwhile and however late timers are by then. */
function retryAfter(occupancy: Occupancy, priority: Priority, now: number): number {
  const { window, line, maxWaitMs, capacity } = occupancy;
  const isFull = line.sizeOf(priority) >= capacity;
  const untilPlace = isFull ? earliestStartAt(window, line.aheadOfFirst(priority), now) - now : 0;
  const wait = priority === 'bulk' ? 0 : earliestStartAt(window, aheadOnReturn(occupancy), now) - now;
  const rounds = 1 + Math.floor(Math.max(untilPlace, wait) / window.periodMs);
  return Math.ceil(Math.max(untilPlace, wait - maxWaitMs) + rounds * TIMER_LATENESS_MS);
}

/**
 * How many start before interactive work that comes back. Bulk work may take, meanwhile, the places that would be its
 * own had it stayed; that matters only to work that cannot wait the two rounds until its turn.
 */
function aheadOnReturn({ window, line, maxWaitMs }: Occupancy): number {
  const isPatient = maxWaitMs >= 2 * (window.periodMs + TIMER_LATENESS_MS);
  return isPatient ? line.aheadOfInteractive() : line.size;
}

function advice(retryAfterMs: number): string {
  return `Come back in ${retryAfterMs} ms, or give the connection more nodes.`;
}
