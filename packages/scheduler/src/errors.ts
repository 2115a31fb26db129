/** The `code` of every error of this package. Codes are stable. */
export type SchedulerErrorCode = 'QUEUE_FULL' | 'DEADLINE_EXCEEDED' | 'DRAINING' | 'INVALID_OPTIONS';

const MARKER = Symbol.for('@twilio-connector/scheduler/error');

/** The base class of every error of this package. */
export class SchedulerError extends Error {
  override readonly name: string = 'SchedulerError';
  readonly [MARKER] = true;
  readonly code: SchedulerErrorCode;
  /** When to retry, in whole milliseconds from now. Undefined if a retry cannot succeed. */
  readonly retryAfterMs: number | undefined;

  constructor(code: SchedulerErrorCode, message: string, options?: ErrorOptions & { retryAfterMs?: number }) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** The queue of this priority is full. */
export class SchedulerQueueFullError extends SchedulerError {
  override readonly name = 'SchedulerQueueFullError';
  declare readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super('QUEUE_FULL', message, { retryAfterMs });
  }
}

/** Interactive work has waited, or would have to wait, longer than `maxWaitMs`. */
export class SchedulerDeadlineError extends SchedulerError {
  override readonly name = 'SchedulerDeadlineError';
  declare readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super('DEADLINE_EXCEEDED', message, { retryAfterMs });
  }
}

/** The scheduler is draining and accepts no new work. */
export class SchedulerDrainingError extends SchedulerError {
  override readonly name = 'SchedulerDrainingError';

  constructor() {
    super('DRAINING', 'The connection is shutting down and accepts no new work. Send it to another process.');
  }
}

/** An option of `createScheduler` is out of range. */
export class SchedulerOptionsError extends SchedulerError {
  override readonly name = 'SchedulerOptionsError';

  constructor(message: string) {
    super('INVALID_OPTIONS', message);
  }
}

/** True for every error of this package, including errors from a second installed copy of it. */
export function isSchedulerError(value: unknown): value is SchedulerError {
  return value instanceof Error && MARKER in value;
}
