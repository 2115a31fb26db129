import type { CallRecord } from '../calls/call.js';
import type { AttemptEvent } from '../calls/events.js';
import type { Failure } from '../calls/failure.js';

/** The part of a finished call that the logs use. */
export interface LoggedCall {
  readonly record: Omit<CallRecord, 'traceparent' | 'isWrite'>;
  /** Absent if it succeeded. */
  readonly failure?: Pick<Failure, 'code' | 'reason' | 'message'> | undefined;
}

/** The part of a finished HTTP attempt at Twilio that the logs use. */
export interface LoggedAttempt extends Omit<AttemptEvent, 'origin'> {
  /** Absent if no call made it, as for the check of a new connection. */
  readonly origin?: { readonly call: string };
}
