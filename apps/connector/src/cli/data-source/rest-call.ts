import { type Address, createExchange, REPLAYED, type Sent } from '../connector/exchange.js';
import { type ErrorAnswer, ServerError, toServerError } from '../connector/server-error.js';
import type { Row } from '../terminal/row-writer.js';
import type { BulkOutcome } from './data-source.js';

/** An error that says how far a write to many entities came. */
export class BulkError extends ServerError {
  readonly bulk: BulkOutcome;

  constructor({ message, code }: ServerError, bulk: BulkOutcome) {
    super(message, code, { isAnswer: true });
    this.bulk = bulk;
  }
}

/** A connector, and the connection there that is meant, by its resource name. */
export interface Server extends Address {
  readonly connection: string;
  /** The key of the one write that is made; default: a random one for each. */
  readonly idempotencyKey?: string | undefined;
  /** Told of what is to be known beside the answer. */
  readonly note: (sentence: string) => void;
}

type BulkAnswer = Omit<BulkOutcome, 'stopped'> & { readonly stopped?: { readonly message: string } };

interface Envelope {
  readonly error?: ErrorAnswer;
  readonly entities?: readonly { readonly fields: Row }[];
  readonly nextPageToken?: string;
  readonly fields?: Row;
  readonly results?: readonly Row[];
  readonly metadata?: { readonly twilio: { readonly bulk?: BulkAnswer; readonly warnings?: readonly string[] } };
}

/** What a connector answered. */
export type Answer = Omit<Envelope, 'error' | 'metadata'> & {
  readonly bulk: BulkOutcome | undefined;
  readonly warnings: readonly string[];
  /** Requests to Twilio that it took. */
  readonly requests: number;
};

/** Makes a call below the connection; throws `ServerError`. */
export type Call = (path: string, sent?: Sent) => Promise<Answer>;

/** Calls a connector; `onRequests` is told how many requests to Twilio each answer took. */
export function createCall(server: Server, onRequests: (count: number) => void): Call {
  const exchange = createExchange(server);
  return async (path, sent = {}) => {
    const { status, headers, body, isReplayed } = await exchange(`/v2/${server.connection}/${path}`, sent);
    const requests = Number(headers.get('x-twilio-requests') ?? 0);
    onRequests(requests);
    const { error, metadata, ...answer } = body as Envelope;
    const { bulk, warnings = [] } = metadata?.twilio ?? {};
    if (error) throw errorOf(error, { status, key: sent.idempotencyKey });
    if (isReplayed) server.note(REPLAYED);
    return { ...answer, bulk: bulk && toOutcome(bulk), warnings, requests };
  };
}

function errorOf(
  error: ErrorAnswer,
  { status, key }: { readonly status: number; readonly key: string | undefined },
): ServerError {
  const found = toServerError(error, String(status));
  const bulk = error.details?.find((detail) => detail.value)?.value as BulkAnswer | undefined;
  if (bulk) return new BulkError(found, toOutcome(bulk));
  if (found.code !== 'OUTCOME_UNKNOWN' || key === undefined) return found;
  return new ServerError(`${found.message} (Its Idempotency-Key is ${key}.)`, found.code, { isAnswer: true });
}

function toOutcome({ stopped, ...outcome }: BulkAnswer): BulkOutcome {
  return { ...outcome, ...(stopped && { stopped: stopped.message }) };
}
