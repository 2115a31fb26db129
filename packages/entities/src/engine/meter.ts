import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';
import type { CallOptions, PaceClock, Send, TwilioAnswer, TwilioRequest, YieldToEventLoop } from '../model/request.js';

/** The way in which a call reaches Twilio, and its limits. */
export interface Port {
  readonly send: Send;
  readonly options: CallOptions;
  readonly maxRequests?: number | undefined;
  readonly reserve?: CallOptions['reserve'];
  /** Whether the caller's signal aborts reads only. */
  readonly ignoresSignalInWrites?: boolean | undefined;
  readonly yieldToEventLoop?: YieldToEventLoop | undefined;
  readonly requestsPerSecond?: (() => number) | undefined;
  readonly paceClock?: PaceClock | undefined;
}

/** Sends requests and counts their cost. */
export interface Meter {
  readonly send: (request: TwilioRequest, signal?: AbortSignal) => Promise<TwilioAnswer>;
  readonly countRow: () => void;
  readonly checkBudget: (least: number) => void;
  readonly limitRequests: (more: number) => void;
  readonly requests: number;
}

/** Creates the meter of one call on one entity type. */
export function createMeter(entityType: EntityType, port: Port): Meter {
  let maxRequests = port.maxRequests ?? Number.POSITIVE_INFINITY;
  let requests = 0;
  let rows = 0;
  let inFlight = 0;
  return {
    async send(request, ownSignal) {
      if (requests + inFlight >= maxRequests) throw tooManyRequests(entityType, { requests, rows });
      inFlight += 1;
      // The outcome of an aborted write is unknown, so writes are not aborted; an aborted read is harmless.
      const ignoresSignal = port.ignoresSignalInWrites && request.method !== 'GET';
      const signal = ignoresSignal ? undefined : either(port.options.signal, ownSignal);
      try {
        const answer = await port.send(request, { ...port.options, signal });
        requests += answer.attempts;
        return answer;
      } catch (error) {
        requests += attemptsOf(error);
        throw entityType.deprecated && isNotFound(error) ? retired(entityType, error) : error;
      } finally {
        inFlight -= 1;
      }
    },
    countRow() {
      rows += 1;
    },
    checkBudget(least) {
      if (requests + least > maxRequests) throw tooManyRequests(entityType, { requests, rows });
    },
    limitRequests(more) {
      if (maxRequests === Number.POSITIVE_INFINITY) maxRequests = requests + more;
    },
    get requests() {
      return requests;
    },
  };
}

function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

/** Returns the number of attempts of a failed call, if the error has it. */
function attemptsOf(error: unknown): number {
  const attempts = (error as { readonly attempts?: unknown } | undefined)?.attempts;
  return typeof attempts === 'number' ? attempts : 0;
}

/** Creates the error for a call that would exceed its maximum number of requests. */
function tooManyRequests(
  { name }: EntityType,
  made: { readonly requests: number; readonly rows: number },
): EntityError {
  const [requests, rows] = [made.requests.toLocaleString('en-US'), made.rows.toLocaleString('en-US')];
  const done = made.requests === 0 ? 'No request was sent' : `${requests} requests were sent and returned ${rows} rows`;
  const message = `The call on ${name} exceeds maxRequests. ${done}. Narrow the conditions, or raise maxRequests.`;
  return new EntityError('TOO_MANY_REQUESTS', message);
}

/** Whether an error means that the entity does not exist. */
export function isNotFound(error: unknown): boolean {
  const status = (error as { readonly status?: unknown } | undefined)?.status;
  return status === 404 || status === 410;
}

function retired(entityType: EntityType, cause: unknown): EntityError {
  const message = `${entityType.name} not found: it does not exist, or Twilio no longer serves it. ${entityType.deprecated ?? ''}`;
  return new EntityError('NOT_FOUND', message, { cause });
}
