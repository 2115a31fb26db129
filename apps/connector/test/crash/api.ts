/** An answer of the server. */
export interface ApiAnswer {
  readonly status: number;
  readonly isReplayed: boolean;
  /** The body. The caller knows its shape. */
  readonly json: Record<string, any>;
  /** The machine-readable reason of an error. */
  readonly reason: string | undefined;
}

/** A call of the API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** `Idempotency-Key` */
  readonly key?: string;
  /** Default: the administrator's token. */
  readonly token?: string;
}

/** Calls a server. Undefined if the server died before it sent the complete answer. */
export type Api = (call: ApiCall) => Promise<ApiAnswer | undefined>;

export function createApi(url: string, administrator: string): Api {
  return async ({ method, path, body, key, token = administrator }) => {
    try {
      const response = await fetch(url + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, ...(key && { 'Idempotency-Key': key }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const json = (await response.json()) as ApiAnswer['json'];
      const isReplayed = response.headers.get('Idempotent-Replayed') === 'true';
      return { status: response.status, isReplayed, json, reason: json.error?.details?.[0]?.reason };
    } catch {
      return undefined;
    }
  };
}

/** Reads while the server is not being killed. @throws unless the answer has the expected status */
export async function read(
  api: Api,
  path: string,
  { status = 200, ...others }: Partial<ApiCall> & { status?: number } = {},
) {
  const answer = await api({ method: 'GET', path, ...others });
  if (answer?.status === status) return answer.json;
  throw new Error(`${path} answered ${answer?.status ?? 'nothing'}: ${JSON.stringify(answer?.json)}`);
}
