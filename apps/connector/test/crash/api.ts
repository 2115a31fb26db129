/** What the server answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly isReplayed: boolean;
  /** The body; who asks knows its shape. */
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
  /** Another caller's token than the administrator's. */
  readonly token?: string;
}

/** Calls a server; undefined where it ended before it had answered whole. */
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

/** For who reads after a restart, when nobody ends the server. @throws for anything but an answer of that status */
export async function read(
  api: Api,
  path: string,
  { status = 200, ...others }: Partial<ApiCall> & { status?: number } = {},
) {
  const answer = await api({ method: 'GET', path, ...others });
  if (answer?.status === status) return answer.json;
  throw new Error(`${path} answered ${answer?.status ?? 'nothing'}: ${JSON.stringify(answer?.json)}`);
}
