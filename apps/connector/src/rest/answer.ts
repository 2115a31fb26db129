import { RestError } from './errors.js';
import { type Problem, toEnvelope, toProblem } from './problem.js';

/** What is answered: the body is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Turns an error into its answer.
 *
 * @param caller aborted when the caller went away: then that is what happened, and no error of ours
 */
export function toErrorAnswer(error: unknown, caller: AbortSignal): Answer & Pick<Problem, 'code'> {
  const known = toProblem(error);
  const problem =
    known.code === 'INTERNAL' && caller.aborted ? toProblem(new DOMException('aborted', 'AbortError')) : known;
  const { status, code, retryAfter } = problem;
  return {
    status,
    code,
    body: toEnvelope(problem),
    headers: {
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      // Ours alone: Twilio's refusal of the connection's credentials is no question to the caller.
      ...(code === 'UNAUTHENTICATED' &&
        error instanceof RestError && { 'WWW-Authenticate': 'Bearer realm="twilio-connector"' }),
      ...(status === 413 && { Connection: 'close' }),
    },
  };
}

/** The machine-readable reason of an error's answer. */
export function reasonOf({ body }: Answer): string | undefined {
  const { details } = (body as ReturnType<typeof toEnvelope>).error;
  const reason = details.find((detail) => 'reason' in detail)?.reason;
  return typeof reason === 'string' ? reason : undefined;
}
