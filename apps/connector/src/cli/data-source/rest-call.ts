import { type Address, createExchange, REPLAYED, type Sent } from '../connector/exchange.js';
import { type ErrorAnswer, ServerError, toServerError } from '../connector/server-error.js';
import type { Row } from '../terminal/row.js';
import type { BulkOutcome } from './data-source.js';

/** The error of a write to many entities, with its progress. */
export class BulkError extends ServerError {
  readonly bulk: BulkOutcome;

  constructor({ message, code }: ServerError, bulk: BulkOutcome) {
    super(message, code, { isAnswer: true });
    this.bulk = bulk;
  }
}

/** A connector, and the resource name of one of its connections. */
export interface Server extends Address {
  readonly connection: string;
  /** The idempotency key of the write; default: a random one. */
  readonly idempotencyKey?: string | undefined;
  /** Receives remarks for the user. */
  readonly note: (sentence: string) => void;
}

type BulkAnswer = Omit<BulkOutcome, 'stopped'> & { readonly stopped?: { readonly message: string } };

interface Envelope {
  readonly error?: ErrorAnswer;
  readonly entities?: readonly { readonly fields: Row }[];
  readonly nextPageToken?: string;
  readonly fields?: Row;
  readonly results?: readonly Row[];
  readonly metadata?: {
    readonly twilio: {
      readonly bulk?: BulkAnswer;
      readonly warnings?: readonly string[];
      readonly write?: { readonly rows: readonly unknown[] };
      readonly explain?: unknown;
    };
  };
}

/** The response of a connector. */
export type Answer = Omit<Envelope, 'error' | 'metadata'> & {
  readonly bulk: BulkOutcome | undefined;
  readonly warnings: readonly string[];
  /** The plan of a list or a query that was not carried out. */
  readonly explain: unknown;
  /** What a query wrote. */
  readonly write: { readonly rows: readonly unknown[] } | undefined;
  /** Requests to Twilio that the call made. */
  readonly requests: number;
};

/** Calls a path below the connection. @throws ServerError */
export type Call = (path: string, sent?: Sent) => Promise<Answer>;

/** @param onRequests receives the number of requests to Twilio of each call */
export function createCall(server: Server, onRequests: (count: number) => void): Call {
  const exchange = createExchange(server);
  return async (path, sent = {}) => {
    const { status, headers, body, isReplayed } = await exchange(
      `/v2/${server.connection}${path.startsWith(':') ? '' : '/'}${path}`,
      sent,
    );
    const requests = Number(headers.get('x-twilio-requests') ?? 0);
    onRequests(requests);
    const { error, metadata, ...answer } = body as Envelope;
    const { bulk, warnings = [], explain, write } = metadata?.twilio ?? {};
    if (error) throw errorOf(error, { status, key: sent.idempotencyKey });
    if (isReplayed) server.note(REPLAYED);
    return { ...answer, bulk: bulk && toOutcome(bulk), warnings, explain, write, requests };
  };
}

function errorOf(
  error: ErrorAnswer,
  { status, key }: { readonly status: number; readonly key: string | undefined },
): ServerError {
  const found = toServerError(error, String(status));
  const bulk = error.details?.find((detail) => detail.value)?.value as BulkAnswer | undefined;
  if (bulk && found.code === 'BULK_INCOMPLETE') return new BulkError(found, toOutcome(bulk));
  if (found.code !== 'OUTCOME_UNKNOWN' || key === undefined) return found;
  return new ServerError(`${found.message} (Idempotency-Key: ${key})`, found.code, { isAnswer: true });
}

function toOutcome({ stopped, ...outcome }: BulkAnswer): BulkOutcome {
  return { ...outcome, ...(stopped && { stopped: stopped.message }) };
}
