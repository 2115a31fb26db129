import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorAnswer, ServerError } from './server-error.js';

/** A connector, and how to log in to it. */
export interface Address {
  readonly url: string;
  readonly token: string;
}

/** What is sent. */
export interface Sent {
  /** Default: `GET`. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** With it a write is carried out once, however often it is sent: it is sent again when its connection breaks. */
  readonly idempotencyKey?: string | undefined;
}

/** What came back, an error or not. */
interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly error?: ErrorAnswer };
  /** The answer of an earlier command with this key. */
  readonly isReplayed: boolean;
}

/** Said where the answer is that of an earlier command. */
export const REPLAYED = 'This was carried out before, with the same key: nothing was sent now.';

/** Sends to a path of a connector, such as `/v1/…`. @throws ServerError when no answer is to be had */
export type Exchange = (path: string, sent?: Sent) => Promise<Answered>;

/** What one attempt came to: an answer; nothing sent; or broken off, so that nobody knows. */
type Attempt =
  | { readonly kind: 'answer'; readonly answer: Omit<Answered, 'isReplayed'> }
  | { readonly kind: 'unsent' | 'broken' | 'noConnector'; readonly code: string };

/** Between attempts: a connector is back within seconds when it is started anew. */
const PAUSES_MS = [250, 500, 1000, 2000, 2500];

/** Nothing was sent where nobody listens, the name is nobody's, or the certificate is not to be trusted. */
const UNSENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_\w+|CERT_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+|bad port)$/;

/** @param pause waits between two attempts, in milliseconds */
export function createExchange(address: Address, pause: typeof wait = wait): Exchange {
  return async (path, sent = {}) => {
    const { idempotencyKey: key, signal } = sent;
    const isRead = (sent.method ?? 'GET') === 'GET';
    // Once an attempt broke off, only an answer to the write itself says what became of it.
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

/** What came of the write, and not a refusal before anybody looked for it. */
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
    const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
    const code = cause?.code ?? cause?.message ?? String(error);
    return { kind: UNSENT.test(code) ? 'unsent' : 'broken', code };
  }
  try {
    const answer = JSON.parse(text) as Answered['body'];
    return { kind: 'answer', answer: { status: response.status, headers: response.headers, body: answer } };
  } catch {
    // Not the connector's own, of a proxy before it perhaps: that says nothing of what became of a write.
    return { kind: 'noConnector', code: String(response.status) };
  }
}

function failure({ kind, code }: Exclude<Attempt, { readonly kind: 'answer' }>, { url }: Address): ServerError {
  if (kind === 'unsent') {
    return new ServerError(`No connector answers at ${url}. Start it with "twilio-connector serve".`, code);
  }
  if (kind === 'broken') return new ServerError(`The connector at ${url} broke off its answer.`, code);
  return new ServerError(`What answers at ${url} (HTTP ${code}) is no connector.`, 'UNREADABLE_ANSWER');
}

function outcomeUnknown({ url }: Address, key: string | undefined): ServerError {
  const advice =
    key === undefined
      ? 'Look before you repeat it.'
      : `Look before you repeat it, or repeat it with --idempotency-key ${key}: so it is carried out once at the most.`;
  const message = `The connector at ${url} gave no complete answer: the write may or may not have been carried out. ${advice}`;
  return new ServerError(message, 'OUTCOME_UNKNOWN');
}
