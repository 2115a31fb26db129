import { ApiError, type ErrorBody, NoAnswerError } from './api-error.ts';
import { addSpend } from './spend.ts';

/** One call of the public API. */
export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Parameters that are undefined or empty are left out; lists are repeated. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export function pathOf({ path, query = {} }: Pick<ApiCall, 'path' | 'query'>): string {
  const given = Object.entries(query)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one] as const))
    .filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

/** Listeners learn that the session has ended, whichever call notices it. */
const onSignedOut = new Set<() => void>();
export function whenSignedOut(listener: () => void): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

/** Sends a call with the session cookie of the browser. @throws ApiError, NoAnswerError */
export async function send(call: ApiCall): Promise<Response> {
  const { method = 'GET', body, idempotencyKey, signal } = call;
  const response = await fetch(pathOf(call), {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new NoAnswerError(error);
  });
  addSpend(Number(response.headers.get('X-Twilio-Requests') ?? 0));
  if (response.ok) return response;
  if (response.status === 401) for (const listener of onSignedOut) listener();
  throw new ApiError(response.status, await toErrorBody(response));
}

async function toErrorBody(response: Response): Promise<ErrorBody> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    return {};
  }
}

/** Sends a call and returns the body of its answer. The caller knows its shape. */
export async function request<T>(call: ApiCall): Promise<T> {
  const response = await send(call);
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw new NoAnswerError(error);
  }
}
