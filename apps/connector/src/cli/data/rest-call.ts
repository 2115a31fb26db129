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
    const { response, text } = await exchange(url, { ...init, headers }).catch((cause: unknown) => {
      if (init.signal?.aborted) throw cause;
      throw toServerError(cause, server, init.method);
    });
    const requests = Number(response.headers.get('x-twilio-requests') ?? 0);
    onRequests(requests);
    const { error, metadata, ...answer } = readEnvelope(text, response, init.method);
    const { bulk, warnings = [] } = metadata?.twilio ?? {};
    if (!error) return { ...answer, bulk: toOutcome(bulk), warnings, requests };
    const { message, details } = error;
    const reason = details.find((detail) => detail.reason)?.reason ?? String(response.status);
    throw new ServerError(message, reason, toOutcome(details.find((detail) => detail.value)?.value));
  };
}

async function exchange(
  url: string,
  init: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  const response = await fetch(url, init);
  return { response, text: await response.text() };
}

/** Nothing was sent where nobody listens, the name is nobody's, or the certificate is not to be trusted. */
const UNSENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+|bad port)$/;

function toServerError(error: unknown, { url }: Server, method = 'GET'): ServerError {
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  const code = cause?.code ?? cause?.message ?? String(error);
  if (UNSENT.test(code)) {
    return new ServerError(`No connector answers at ${url}. Start it with "twilio-connector serve".`, code);
  }
  return method === 'GET'
    ? new ServerError(`The connector at ${url} broke off its answer.`, code)
    : outcomeUnknown(url);
}

/** An answer that is not the connector's own, of a proxy before it perhaps, says nothing of what became of a write. */
function readEnvelope(text: string, { status, url }: Response, method = 'GET'): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    const { origin } = new URL(url);
    if (method !== 'GET') throw outcomeUnknown(origin);
    throw new ServerError(`What answers at ${origin} (HTTP ${status}) is no connector.`, 'UNREADABLE_ANSWER');
  }
}

function outcomeUnknown(url: string): ServerError {
  const message = `The connector at ${url} gave no complete answer: the write may or may not have been carried out. Look before you repeat it.`;
  return new ServerError(message, 'OUTCOME_UNKNOWN');
}

function toOutcome(answer: BulkAnswer | undefined): BulkOutcome | undefined {
  if (!answer) return undefined;
  const { stopped, ...outcome } = answer;
  return { ...outcome, ...(stopped && { stopped: stopped.message }) };
}
