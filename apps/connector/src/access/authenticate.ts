import { RestError } from '../rest/errors.js';
import type { VerifyToken } from './token.js';

/**
 * Lets a request through that carries the token in its `Authorization` header. `?key=`, which Google's clients send,
 * is ignored; `?access_token=` is refused, since a URL ends up in logs.
 *
 * @throws RestError UNAUTHENTICATED
 */
export function authenticate(authorization: string | undefined, query: URLSearchParams, verify: VerifyToken): void {
  if (query.has('access_token') || query.has('oauth_token')) {
    throw refusal(
      'A token in the URL is refused; send it in the header "Authorization: Bearer <token>".',
      'TOKEN_IN_URL',
    );
  }
  if (!authorization) {
    throw refusal('The request carries no token; send the header "Authorization: Bearer <token>".', 'TOKEN_MISSING');
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token || !verify(token)) throw refusal('The token is not one of this connector.', 'TOKEN_INVALID');
}

function refusal(message: string, reason: string): RestError {
  return new RestError('UNAUTHENTICATED', message, { reason });
}
