import type { BulkOutcome, Row } from './data-source.js';

/** An error that a connector answered. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Its machine-readable reason, such as `INVALID_CONDITION`. */
  readonly code: string;
  /** How far a write to many entities came, where the error says it. */
  readonly bulk: BulkOutcome | undefined;

  constructor(message: string, code: string, bulk?: BulkOutcome) {
    super(message);
    this.code = code;
    this.bulk = bulk;
  }
}

/** A connector, and the connection there that is meant, by its resource name. */
export interface Server {
  readonly url: string;
  readonly token: string;
  readonly connection: string;
}

type BulkAnswer = Omit<BulkOutcome, 'stopped'> & { readonly stopped?: { readonly message: string } };

interface Envelope {
  readonly error?: {
    readonly message: string;
    readonly details: readonly { readonly reason?: string; readonly value?: BulkAnswer }[];
  };
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
export type Call = (path: string, init?: RequestInit) => Promise<Answer>;

/** Calls a connector; `onRequests` is told how many requests to Twilio each answer took. */
export function createCall(server: Server, onRequests: (count: number) => void): Call {
  return async (path, init = {}) => {
    const url = `${server.url.replace(/\/$/, '')}/v2/${server.connection}/${path}`;
    const headers = { Authorization: `Bearer ${server.token}` };
    const response = await fetch(url, { ...init, headers }).catch((cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      const message = `No connector answers at ${server.url}. Start it with "twilio-connector serve".`;
      throw new ServerError(message, String(cause));
    });
    const requests = Number(response.headers.get('x-twilio-requests') ?? 0);
    onRequests(requests);
    const { error, metadata, ...answer } = (await response.json()) as Envelope;
    const { bulk, warnings = [] } = metadata?.twilio ?? {};
    if (!error) return { ...answer, bulk: toOutcome(bulk), warnings, requests };
    const { message, details } = error;
    const reason = details.find((detail) => detail.reason)?.reason ?? String(response.status);
    throw new ServerError(message, reason, toOutcome(details.find((detail) => detail.value)?.value));
  };
}

function toOutcome(answer: BulkAnswer | undefined): BulkOutcome | undefined {
  if (!answer) return undefined;
  const { stopped, ...outcome } = answer;
  return { ...outcome, ...(stopped && { stopped: stopped.message }) };
}
