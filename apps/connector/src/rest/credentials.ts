import { unauthenticated } from '../access/authenticate.js';

/**
 * Reads the bearer token from the `Authorization` header. Returns undefined for any other kind of credentials. `?key=`, which
 * Google's clients send, is ignored.
 *
 * @throws ConnectorError UNAUTHENTICATED if the header is missing or a token is in the URL, because URLs end up in logs
 */
export function readBearerToken(authorization: string | undefined, query: URLSearchParams): string | undefined {
  refuseTokenInUrl(query);
  if (!authorization) {
    throw unauthenticated(
      'The request has no token. Send the header "Authorization: Bearer <token>".',
      'TOKEN_MISSING',
    );
  }
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

/** @throws ConnectorError UNAUTHENTICATED if a token is in the URL */
export function refuseTokenInUrl(query: URLSearchParams): void {
  if (!query.has('access_token') && !query.has('oauth_token')) return;
  throw unauthenticated(
    'Tokens in the URL are not accepted. Send the header "Authorization: Bearer <token>".',
    'TOKEN_IN_URL',
  );
}
