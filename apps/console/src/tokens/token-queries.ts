import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

/** An API token without its value. */
export interface ApiToken {
  readonly name: string;
  readonly createTime: string;
  readonly expireTime?: string;
  readonly revokeTime?: string;
  readonly lastUsedTime?: string;
}

/** Only the answer to a creation has the token itself. */
export interface CreatedToken extends ApiToken {
  readonly token: string;
}

export interface TokenRequest {
  readonly name: string;
  readonly expireTime?: string;
  readonly bindings: readonly { readonly role: string; readonly resource: string }[];
}

const PATH = '/admin/v1/tokens';

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => {
    const { tokens = [] } = await request<{ tokens?: ApiToken[] }>({ path: PATH, query: { pageSize: 1000 }, signal });
    return tokens;
  },
});

export function createToken(body: TokenRequest): Promise<CreatedToken> {
  return request({ method: 'POST', path: PATH, body });
}

export function revokeToken(name: string): Promise<ApiToken> {
  return request({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(name)}` });
}
