import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorAnswer, ServerError } from './server-error.js';

/** The address of a connector and a token for it. */
export interface Address {
  readonly url: string;
  readonly token: string;
}

/** A request to the connector. */
export interface Sent {
  /** Default: `GET`. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Makes a write safe to repeat, so that it is sent again when its connection breaks. */
  readonly idempotencyKey?: string | undefined;
}

/** A response, whether it is an error or not. */
interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: ErrorAnswer };
  /** Whether this is the recorded result of an earlier command with the same key. */
  readonly isReplayed: boolean;
}

/** The remark when the result is that of an earlier command with the same key. */
export const REPLAYED = 'Already carried out with this idempotency key: nothing was sent again.';

/** Sends a request to a path such as `/v1/…`. @throws ServerError when there is no response from a connector */
export type Exchange = (path: string, sent?: Sent) => Promise<Answered>;

/** The result of one attempt. After `broken` and `noConnector`, the outcome of a write is unknown. */
type Attempt =
  | { readonly kind: 'answer'; readonly answer: Omit<Answered, 'isReplayed'> }
  | { readonly kind: 'unsent' | 'broken' | 'noConnector'; readonly code: string };

/** The pauses between attempts. Together they are longer than a restart of the connector. */
const PAUSES_MS = [250, 500, 1000, 2000, 2500];

/** Errors that occur before any byte of the request is sent. */
const UNSENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+|bad port)$/;

/** The errors among them that concern the certificate. */
const UNTRUSTED = /^(?:ERR_TLS_CERT_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+)$/;

/** @param pause waits between two attempts, in milliseconds */
export function createExchange(address: Address, pause: typeof wait = wait): Exchange {
  return async (path, sent = {}) => {
    const { idempotencyKey: key, signal } = sent;
    const isRead = (sent.method ?? 'GET') === 'GET';
    // After a broken attempt, only a conclusive response tells whether the write was carried out.
    let isUnknown = false;
    for (const pauseMs of [...PAUSES_MS, undefined]) {
      const attempt = await attemptOf(path, address, sent);
      if (attempt.kind === 'answer') {
        const { headers } = attempt.answer;
        const isReplayed = !isUnknown && headers.get('idempotent-replayed') === 'true';
        if (!isUnknown || isConclusive(attempt.answer)) return { ...attempt.answer, isReplayed };
      } else if (!isUnknown && (isRead || attempt.kind === 'unsent')) throw failure(attempt, address);
      isUnknown = true;
      if (key === undefined || pauseMs === undefined) break;
      await pause(pauseMs, undefined, { signal });
    }
    throw outcomeUnknown(address, key);
  };
}

/** Whether a response settles the outcome of the write. A refusal that precedes the key lookup does not. */
function isConclusive({ status, body: { error } }: Omit<Answered, 'isReplayed'>): boolean {
  const isStopping = error?.details?.some(({ reason }) => reason === 'STOPPING') ?? false;
  return status !== 401 && status !== 403 && !isStopping;
}

async function attemptOf(path: string, { url, token }: Address, sent: Sent): Promise<Attempt> {
  const { method = 'GET', body, signal, idempotencyKey } = sent;
  const headers = {
    Authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
  };
  let response: Response;
  let text: string;
  try {
    response = await fetch(url.replace(/\/$/, '') + path, {
      method,
      headers,
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    return toAttempt(error);
  }
  try {
    const answer = JSON.parse(text) as Answered['body'];
    return { kind: 'answer', answer: { status: response.status, headers: response.headers, body: answer } };
  } catch {
    // Perhaps a proxy in front of the connector responded. The outcome of a write is unknown.
    return { kind: 'noConnector', code: String(response.status) };
  }
}

/** What a rejected `fetch` tells about the attempt. */
export function toAttempt(error: unknown): { readonly kind: 'unsent' | 'broken'; readonly code: string } {
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  const code = cause?.code ?? cause?.message ?? String(error);
  return { kind: UNSENT.test(code) ? 'unsent' : 'broken', code };
}

/** Creates the error for an attempt that no connector answered. */
export function failure({ kind, code }: Exclude<Attempt, { readonly kind: 'answer' }>, { url }: Address): ServerError {
  if (UNTRUSTED.test(code)) {
    const remedy = 'For a certificate of a private CA, set NODE_EXTRA_CA_CERTS to the PEM file of the CA.';
    return new ServerError(`Cannot verify the TLS certificate of the connector at ${url} (${code}). ${remedy}`, code);
  }
  if (kind === 'unsent') {
    return new ServerError(`No connector answers at ${url}. Start it with "twilio-connector serve".`, code);
  }
  if (kind === 'broken') {
    return new ServerError(`The connector at ${url} closed the connection before its response was complete.`, code);
  }
  return new ServerError(`The server at ${url} is not a connector (HTTP ${code}).`, 'UNREADABLE_ANSWER');
}

function outcomeUnknown({ url }: Address, key: string | undefined): ServerError {
  const advice =
    key === undefined
      ? 'Check before you repeat it.'
      : `Check before you repeat it, or repeat it with --idempotency-key ${key}, which carries it out at most once.`;
  const message = `No complete response from the connector at ${url}: the write may or may not have been carried out. ${advice}`;
  return new ServerError(message, 'OUTCOME_UNKNOWN');
}
