import { EntityError } from '../errors.js';
import { type EntityType, keyOf } from '../model/index.js';
import { keySource } from '../wire-name.js';
import { pathValuesOf } from './plan.js';
import type { ReadEntity } from './read.js';
import type { CallOptions, Send, TwilioAnswer, TwilioRequest } from './send.js';

/** A row: column -> value. */
export type Row = Record<string, unknown>;
type WireEntity = Readonly<Record<string, unknown>>;
/** Reads a record that a request brought. */
type ReadRecord = (record: WireEntity) => Row;

/** One call at work: sends its requests, reads its rows, counts what it costs. */
export interface Runner {
  send(request: TwilioRequest): Promise<TwilioAnswer>;
  sendForEntity(request: TwilioRequest): Promise<Row>;
  sendForEntityOrNothing(request: TwilioRequest): Promise<Row | undefined>;
  /** The reader of what a request brought: what stands in its path is in every row. */
  readerOf(request: TwilioRequest): ReadRecord;
  /** Refuses what takes so many more requests at least, when the call may not take as many. */
  expect(least: number): void;
  /** Limits the call to so many more requests, unless the caller said how many it may take. */
  limitTo(requests: number): void;
  /** Notes something that the caller should know of the answer. */
  warn(warning: string): void;
  readonly requests: number;
  readonly warnings: readonly string[];
}

/** Starts the account of one call on one entity type. */
export function createRunner(
  entityType: EntityType,
  readEntity: ReadEntity,
  port: { send: Send; options: CallOptions; maxRequests?: number; areWritesSeenThrough?: boolean },
): Runner {
  let maxRequests = port.maxRequests ?? Number.POSITIVE_INFINITY;
  let requests = 0;
  let rows = 0;
  let underWay = 0;
  const warnings = new Set<string>();

  async function send(request: TwilioRequest): Promise<TwilioAnswer> {
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
  }

  function readerOf(request: TwilioRequest): ReadRecord {
    const inPath = pathValuesOf(entityType, request);
    return (record) => {
      rows += 1;
      return readEntity(record, inPath, (warning) => warnings.add(warning));
    };
  }

  async function sendForEntity(request: TwilioRequest): Promise<Row> {
    const { body } = await send(request);
    const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
    const entity = isRecord ? (body as WireEntity) : {};
    const source = keySource(entityType);
    if (source === undefined ? isRecord : typeof entity[source] === 'string') return readerOf(request)(entity);
    // A write that was answered so was carried out, as far as anybody can tell; it must not look like one that was not.
    if (request.method !== 'GET') throw outcomeUnknown(entityType);
    throw new EntityError('UNREADABLE_ANSWER', `Twilio's answer to GET of ${entityType.name} holds no entity.`);
  }

  return {
    send,
    sendForEntity,
    sendForEntityOrNothing: (request) =>
      sendForEntity(request).catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
    readerOf,
    expect(least) {
      if (requests + least > maxRequests) throw tooManyRequests(entityType, { requests, rows });
    },
    limitTo(more) {
      if (maxRequests === Number.POSITIVE_INFINITY) maxRequests = requests + more;
    },
    warn: (warning) => void warnings.add(warning),
    get requests() {
      return requests;
    },
    get warnings() {
      return [...warnings];
    },
  };
}

function outcomeUnknown(entityType: EntityType): EntityError {
  const key = keyOf(entityType) ?? 'columns';
  const message =
    `Twilio accepted a write to ${entityType.name} and answered without its ${key}, so that it may or may not have been carried ` +
    'out. To check, LIST or GET what was to be made or changed; send it again only when it is not there.';
  return new EntityError('OUTCOME_UNKNOWN', message);
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
