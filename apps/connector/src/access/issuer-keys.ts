import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { ConnectorError } from '../errors.js';
import type { Clock } from '../store/clock.js';

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Default: the `jwks_uri` of the issuer's `/.well-known/openid-configuration`. */
  readonly jwksUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly now: Clock;
}

/** Known keys are cached this long. A new key is found at once, because its unknown id triggers a refetch. */
const CACHED_MS = 10 * 60_000;
/** Limits refetches, since anyone can send tokens with unknown key ids. */
const REFETCH_AFTER_MS = 30_000;
const RETRY_AFTER_MS = 5_000;
const TIMEOUT_MS = 5_000;

/** Errors caused by the token. All other errors are failures of the issuer. */
const TOKEN_ERRORS = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * Finds the issuer's published key for a token.
 *
 * @returns a function that throws ConnectorError UNAVAILABLE when the keys cannot be fetched, so that no token can be verified
 */
export function createIssuerKeys({ issuer, jwksUrl, fetch, now }: IssuerKeysOptions): JWTVerifyGetKey {
  const get = createGet(fetch ?? globalThis.fetch, now);
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = () => {
    if (found) return found;
    // The keys change while a server runs, but their URL does not.
    found = (jwksUrl === undefined ? discover(issuer, get) : Promise.resolve(new URL(jwksUrl))).then((url) =>
      createRemoteJWKSet(url, {
        [customFetch]: get,
        cacheMaxAge: CACHED_MS,
        cooldownDuration: REFETCH_AFTER_MS,
        timeoutDuration: TIMEOUT_MS,
      }),
    );
    found.catch(() => (found = undefined));
    return found;
  };
  return async (header, token) => {
    try {
      return await (
        await find()
      )(header, token);
    } catch (cause) {
      if (TOKEN_ERRORS.some((type) => cause instanceof type)) throw cause;
      throw unavailable(cause);
    }
  };
}

/** After a failed request, further requests fail for a while without reaching the issuer. */
function createGet(fetch: typeof globalThis.fetch, now: Clock) {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (now() - failedAt < RETRY_AFTER_MS) throw new Error('The previous request to the issuer failed a moment ago.');
    try {
      const response = await fetch(url, init);
      if (response.status !== 200) failedAt = now();
      return response;
    } catch (error) {
      failedAt = now();
      throw error;
    }
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string, get: ReturnType<typeof createGet>): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await get(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const found: unknown = response.status === 200 ? await response.json() : undefined;
  const { issuer: named, jwks_uri: keys } = (found ?? {}) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (named !== issuer || typeof keys !== 'string') {
    throw new Error(`${url} is not the configuration of this issuer (HTTP ${response.status}).`);
  }
  return trustedUrl(keys, 'jwks_uri');
}

/**
 * Parses a URL whose responses can be trusted because they come over TLS or from this machine.
 *
 * @throws Error for any other URL
 */
export function trustedUrl(text: string, name: string): URL {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new Error(`${name} must be a URL that begins with https:// (http:// is allowed for this machine only).`);
}

function unavailable(cause: unknown): ConnectorError {
  const message = 'The keys of the OIDC issuer are unavailable, so its tokens cannot be verified. Try again later.';
  return new ConnectorError('UNAVAILABLE', message, {
    reason: 'ISSUER_UNAVAILABLE',
    retryAfterMs: RETRY_AFTER_MS,
    cause,
  });
}
