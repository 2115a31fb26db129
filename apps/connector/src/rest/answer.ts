import type { Failure } from '../calls/failure.js';
import type { ErrorDetail } from '../errors.js';
import { toHttpStatus } from './http-status.js';

/** An HTTP answer; the body is JSON, in which a `RowList` may stand for a list. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Renders a failure as Google's error envelope. @param callId stands in the details, if there was a call */
export function toErrorAnswer(failure: Failure, callId?: string): Answer {
  const { code, reason, message, details, retryAfterMs } = failure;
  const status = toHttpStatus(code, reason);
  return {
    status,
    body: { error: { code: status, message, status: code, details: [...details, ...toRequestInfo(callId)] } },
    headers: {
      ...(retryAfterMs !== undefined && { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
      // Only if the caller's own token is invalid, not if Twilio refuses the connection's credentials.
      ...(code === 'UNAUTHENTICATED' &&
        details[0]?.domain === 'twilio-connector' && { 'WWW-Authenticate': 'Bearer realm="twilio-connector"' }),
      ...(status === 413 && { Connection: 'close' }),
    },
  };
}

function toRequestInfo(callId: string | undefined): readonly ErrorDetail[] {
  return callId === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: callId }];
}
