import { ConnectorError } from '../errors.js';
import { ADMINISTRATOR, type Caller } from './caller.js';
import type { Oidc } from './oidc.js';
import type { Throttle } from './login-throttle.js';
import { createVerifyToken } from './administrator-token.js';
import type { Tokens, TokenVerdict } from './api-tokens.js';

/** Finds out who calls. */
export type Authenticate = (
  authorization: string | undefined,
  query: URLSearchParams,
  remoteAddress: string | undefined,
) => Promise<Caller>;

interface AuthenticateOptions {
  /** The bootstrap administrator's. */
  readonly administratorToken: string;
  readonly tokens: Pick<Tokens, 'verify'>;
  /** Left out where no issuer is trusted. */
  readonly oidc?: Oidc;
  readonly throttle: Throttle;
}

/** Three parts in base64url, as every signed JWT has them. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Lets in who carries a token in the `Authorization` header: the administrator's, an API token, or one of the OIDC issuer.
 * `?key=`, which Google's clients send, is ignored; `?access_token=` is refused, since a URL ends up in logs.
 * Who sent a wrong token is answered slower each time; who sent none is not, since nothing was tried.
 *
 * @returns what throws ConnectorError UNAUTHENTICATED, RESOURCE_EXHAUSTED after many wrong tokens, UNAVAILABLE when the issuer's keys
 *   cannot be had
 */
export function createAuthenticate({ administratorToken, tokens, oidc, throttle }: AuthenticateOptions): Authenticate {
  const isAdministrator = createVerifyToken(administratorToken);
  const verify = async (token: string): Promise<TokenVerdict> => {
    if (isAdministrator(token)) return ADMINISTRATOR;
    return oidc && JWT.test(token) ? oidc.verify(token) : tokens.verify(token);
  };
  return async (authorization, query, remoteAddress) => {
    const token = bearerOf(authorization, query);
    const verdict = token === undefined ? undefined : await verify(token);
    if (typeof verdict === 'object') return verdict;
    await throttle.failed(remoteAddress);
    throw refusalOf(verdict);
  };
}

/** The token of the header; undefined when the header holds something else. */
function bearerOf(authorization: string | undefined, query: URLSearchParams): string | undefined {
  if (query.has('access_token') || query.has('oauth_token')) {
    throw refusal(
      'A token in the URL is refused; send it in the header "Authorization: Bearer <token>".',
      'TOKEN_IN_URL',
    );
  }
  if (!authorization) {
    throw refusal('The request carries no token; send the header "Authorization: Bearer <token>".', 'TOKEN_MISSING');
  }
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

function refusalOf(verdict: 'EXPIRED' | 'REVOKED' | undefined): ConnectorError {
  if (verdict === 'EXPIRED') return refusal('The token has expired; get a new one.', 'TOKEN_EXPIRED');
  if (verdict === 'REVOKED') return refusal('The token was revoked; ask for a new one.', 'TOKEN_REVOKED');
  return refusal('The token is not one of this connector.', 'TOKEN_INVALID');
}

function refusal(message: string, reason: string): ConnectorError {
  return new ConnectorError('UNAUTHENTICATED', message, { reason });
}
