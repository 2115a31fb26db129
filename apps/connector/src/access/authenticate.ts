import { ConnectorError } from '../errors.js';
import { createVerifyToken } from './administrator-token.js';
import type { Tokens, TokenVerdict } from './api-tokens.js';
import { ADMINISTRATOR, type Caller } from './caller.js';
import type { Throttle } from './login-throttle.js';
import type { Oidc } from './oidc.js';

/**
 * Identifies a caller by its token.
 *
 * @param token undefined if the credentials are not a bearer token
 * @param remoteAddress the caller's IP address, by which failed logins are throttled
 * @throws ConnectorError UNAUTHENTICATED; RESOURCE_EXHAUSTED after many wrong tokens; UNAVAILABLE if the keys of the OIDC issuer
 *   cannot be fetched
 */
export type Authenticate = (token: string | undefined, remoteAddress: string | undefined) => Promise<Caller>;

interface AuthenticateOptions {
  /** The token of the bootstrap administrator. */
  readonly administratorToken: string;
  readonly tokens: Pick<Tokens, 'verify'>;
  /** Absent if no issuer is trusted. */
  readonly oidc?: Oidc;
  readonly throttle: Throttle;
}

/** A signed JWT: three parts in base64url. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Accepts the administrator's token, API tokens and identity tokens of the OIDC issuer. */
export function createAuthenticate({ administratorToken, tokens, oidc, throttle }: AuthenticateOptions): Authenticate {
  const isAdministrator = createVerifyToken(administratorToken);
  const verify = async (token: string): Promise<TokenVerdict> => {
    if (isAdministrator(token)) return ADMINISTRATOR;
    return oidc && JWT.test(token) ? oidc.verify(token) : tokens.verify(token);
  };
  return async (token, remoteAddress) => {
    const verdict = token === undefined ? undefined : await verify(token);
    if (typeof verdict === 'object') return verdict;
    await throttle.failed(remoteAddress);
    throw refusal(verdict);
  };
}

function refusal(verdict: 'EXPIRED' | 'REVOKED' | undefined): ConnectorError {
  if (verdict === 'EXPIRED') return unauthenticated('The token has expired. Get a new one.', 'TOKEN_EXPIRED');
  if (verdict === 'REVOKED') return unauthenticated('The token has been revoked. Get a new one.', 'TOKEN_REVOKED');
  return unauthenticated('The token is not valid for this connector.', 'TOKEN_INVALID');
}

/** A call without valid credentials. */
export function unauthenticated(message: string, reason: string): ConnectorError {
  return new ConnectorError('UNAUTHENTICATED', message, { reason });
}
