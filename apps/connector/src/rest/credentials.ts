import { ConnectorError } from '../errors.js';

/**
 * The token of a request's `Authorization` header; undefined when the header holds something else. `?key=`, which Google's
 * clients send, is ignored.
 *
 * @throws ConnectorError UNAUTHENTICATED without a header, and for a token in the URL, since URLs end up in logs
 */
export function readBearerToken(authorization: string | undefined, query: URLSearchParams): string | undefined {
  if (query.has('access_token') || query.has('oauth_token')) {
    throw unauthenticated(
      'A token in the URL is refused; send it in the header "Authorization: Bearer <token>".',
      'TOKEN_IN_URL',
    );
  }
  if (!authorization) {
    throw unauthenticated(
      'The request has no token; send the header "Authorization: Bearer <token>".',
      'TOKEN_MISSING',
    );
  }
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

function unauthenticated(message: string, reason: string): ConnectorError {
  return new ConnectorError('UNAUTHENTICATED', message, { reason });
}
