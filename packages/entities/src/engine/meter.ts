import { EntityError } from '../errors.js';
import type { EntityType } from '../model/index.js';
import type { CallOptions, Send, TwilioAnswer, TwilioRequest } from '../model/request.js';

/** How a call reaches Twilio, and how often it may. */
export interface Port {
  readonly send: Send;
  readonly options: CallOptions;
  readonly maxRequests?: number | undefined;
  /** The caller's signal breaks off reads only. */
  readonly areWritesSeenThrough?: boolean | undefined;
}

/** Sends requests, and counts what they cost. */
export interface Meter {
  readonly send: (request: TwilioRequest) => Promise<TwilioAnswer>;
  readonly countRow: () => void;
  readonly expect: (least: number) => void;
  readonly limitTo: (more: number) => void;
  readonly requests: number;
}

/** Starts the account of one call on one entity type. */
export function createMeter(entityType: EntityType, port: Port): Meter {
  let maxRequests = port.maxRequests ?? Number.POSITIVE_INFINITY;
  let requests = 0;
  let rows = 0;
  let underWay = 0;
  return {
    async send(request) {
      if (requests + underWay >= maxRequests) throw tooManyRequests(entityType, { requests, rows });
      underWay += 1;
      // A write that was begun is not known to have been carried out when it is broken off; of a read nothing is lost.
      const isSeenThrough = port.areWritesSeenThrough && request.method !== 'GET';
      try {
        const answer = await port.send(request, isSeenThrough ? { ...port.options, signal: undefined } : port.options);
        requests += answer.attempts;
        return answer;
      } catch (error) {
        requests += attemptsOf(error);
        throw entityType.deprecated && isNotFound(error) ? retired(entityType, error) : error;
      } finally {
        underWay -= 1;
      }
    },
    countRow() {
      rows += 1;
    },
    expect(least) {
      if (requests + least > maxRequests) throw tooManyRequests(entityType, { requests, rows });
    },
    limitTo(more) {
      if (maxRequests === Number.POSITIVE_INFINITY) maxRequests = requests + more;
    },
    get requests() {
      return requests;
    },
  };
}

/** What a failed call cost, where the error says it. */
function attemptsOf(error: unknown): number {
  const attempts = (error as { readonly attempts?: unknown } | undefined)?.attempts;
  return typeof attempts === 'number' ? attempts : 0;
}

/** The refusal of a call that would cost more than it may. */
function tooManyRequests(
  { name }: EntityType,
  made: { readonly requests: number; readonly rows: number },
): EntityError {
  const [requests, rows] = [made.requests.toLocaleString('en-US'), made.rows.toLocaleString('en-US')];
  const done = made.requests === 0 ? 'Nothing was sent' : `${requests} were made, and brought ${rows} rows`;
  const message = `This takes more requests to Twilio than maxRequests allows, on ${name}. ${done}. Narrow the conditions, or allow more.`;
  return new EntityError('TOO_MANY_REQUESTS', message);
}

/** Whether an error says that there is no such entity. */
export function isNotFound(error: unknown): boolean {
  const status = (error as { readonly status?: unknown } | undefined)?.status;
  return status === 404 || status === 410;
}

function retired(entityType: EntityType, cause: unknown): EntityError {
  const message = `Twilio has no such ${entityType.name}, or none any more. ${entityType.deprecated ?? ''}`;
  return new EntityError('NOT_FOUND', message, { cause });
}
