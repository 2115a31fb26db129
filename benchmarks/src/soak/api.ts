/** A call of the connector's API. */
export interface ApiCall {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a string is sent unchanged. */
  readonly body?: unknown;
  readonly key?: string;
  readonly token: string;
  /** The caller disconnects after this time. */
  readonly patienceMs?: number;
}

export interface ApiAnswer {
  readonly status: number;
  /** The reason of an error. */
  readonly reason: string | undefined;
  readonly isReplayed: boolean;
  readonly text: string;
  readonly json: Readonly<Record<string, any>>;
}

/** Resolves to undefined if there was no complete answer. */
export type Api = (call: ApiCall) => Promise<ApiAnswer | undefined>;

/** @param onAnswer called with every answer */
export function createApi(url: string, onAnswer: (call: ApiCall, answer: ApiAnswer | undefined) => void): Api {
  return async (call) => {
    const { path, method = 'GET', body, key, token, patienceMs = 240_000 } = call;
    const answer = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(key !== undefined && { 'Idempotency-Key': key }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    }).then(toAnswer, () => undefined);
    onAnswer(call, answer);
    return answer;
  };
}

async function toAnswer(response: Response): Promise<ApiAnswer | undefined> {
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return undefined;
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const json = (isJson ? JSON.parse(text) : {}) as ApiAnswer['json'];
  const isReplayed = response.headers.get('idempotent-replayed') === 'true';
  return { status: response.status, reason: json.error?.details?.[0]?.reason, isReplayed, text, json };
}
