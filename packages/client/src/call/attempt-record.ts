import type { Outcome } from '../response/read-response.js';
import { isTwilioError, TwilioApiError } from '../errors.js';
import type { AttemptRecord } from '../options.js';

/** What an outcome means for metrics: the status where there was an answer, the error where it was no readable one. */
export function toResult(outcome: Outcome<{ status: number }>): Pick<AttemptRecord, 'status' | 'error'> {
  if ('value' in outcome) return { status: outcome.value.status };
  const { error } = outcome;
  if (error instanceof TwilioApiError) return { status: error.status };
  if (!isTwilioError(error)) return { error: 'ABORTED' };
  return {
    ...('status' in error && typeof error.status === 'number' && { status: error.status }),
    error: codeOf(error.cause) ?? error.code,
  };
}

/** Hands a record to an observer, whose faults must not turn a request that was carried out into a failed call. */
export function report(observer: ((attempt: AttemptRecord) => void) | undefined, attempt: AttemptRecord): void {
  try {
    observer?.(attempt);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code: unknown = Reflect.get(cause, 'code');
  return typeof code === 'string' ? code : undefined;
}
