/** What went wrong, for programs. */
export type SchedulerErrorCode = 'QUEUE_FULL' | 'DEADLINE_EXCEEDED' | 'DRAINING' | 'INVALID_OPTIONS';

const MARKER = Symbol.for('@twilio-connector/scheduler/error');

/** Base of every error of this package. */
export class SchedulerError extends Error {
  override readonly name: string = 'SchedulerError';
  readonly [MARKER] = true;
  readonly code: SchedulerErrorCode;
  /** When to come back, in whole milliseconds from now; undefined where coming back is no use. */
  readonly retryAfterMs: number | undefined;

  constructor(code: SchedulerErrorCode, message: string, options?: ErrorOptions & { retryAfterMs?: number }) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** The queue has no place left for work of this priority. */
export class SchedulerQueueFullError extends SchedulerError {
  override readonly name = 'SchedulerQueueFullError';
  override readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super('QUEUE_FULL', message, { retryAfterMs });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Interactive work would have to wait longer than it may, or has. */
export class SchedulerDeadlineError extends SchedulerError {
  override readonly name = 'SchedulerDeadlineError';
  override readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super('DEADLINE_EXCEEDED', message, { retryAfterMs });
    this.retryAfterMs = retryAfterMs;
  }
}

/** The scheduler shuts down and takes no more work. */
export class SchedulerDrainingError extends SchedulerError {
  override readonly name = 'SchedulerDrainingError';

  constructor() {
    super('DRAINING', 'The connection is shutting down and takes no more work. Send this to another process.');
  }
}

/** An option of `createScheduler` that cannot be worked with. */
export class SchedulerOptionsError extends SchedulerError {
  override readonly name = 'SchedulerOptionsError';

  constructor(message: string) {
    super('INVALID_OPTIONS', message);
  }
}

/** True for every error of this package, also for one made by a second installed copy of it. */
export function isSchedulerError(value: unknown): value is SchedulerError {
  return value instanceof Error && MARKER in value;
}
