import { isTwilioError, TwilioApiError } from '../errors.js';
import type { Outcome, Redirected } from '../http/outcome.js';
import { stringProperty } from '../json-object.js';
import type { Origin, TwilioRequest } from '../request/request.js';

/** One HTTP attempt, for metrics. It holds nothing from the request's parameters or the response's body. */
export interface AttemptRecord {
  method: TwilioRequest['method'];
  product: string;
  /** The path of the request as given, with `{AccountSid}` and without a query. */
  path: string;
  /** Absent if there was no response. */
  status?: number;
  /** A code such as `ECONNRESET` or `TIMEOUT`, if there was no readable response. */
  error?: string;
  /** Twilio's error code, if it answered with one. */
  twilioCode?: number;
  /** The `Twilio-Request-Id` header of an error. */
  requestId?: string;
  /** The time in `admit`. */
  waitMs: number;
  /** From the end of `admit` to the end of the response, or to the failure. */
  durationMs: number;
  /** 1 for the first attempt of a call. */
  attempt: number;
  /** The call that the attempt belongs to, if the call's options name it. */
  origin?: Origin;
}

/** The part of a record that depends on the outcome. */
export function toAttemptResult(
  outcome: Outcome<{ status: number }> | Redirected<unknown>,
): Pick<AttemptRecord, 'status' | 'error' | 'twilioCode' | 'requestId'> {
  if ('redirect' in outcome) return { status: outcome.status };
  if ('value' in outcome) return { status: outcome.value.status };
  const { error } = outcome;
  if (error instanceof TwilioApiError) {
    const { status, twilioCode, requestId } = error;
    return { status, ...(twilioCode !== undefined && { twilioCode }), ...(requestId !== undefined && { requestId }) };
  }
  if (!isTwilioError(error)) return { error: 'ABORTED' };
  return {
    ...('status' in error && typeof error.status === 'number' && { status: error.status }),
    error: stringProperty(error.cause, 'code') ?? error.code,
  };
}
