import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { ConnectorError } from '../errors.js';
import type { Clock } from '../store/clock.js';

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Default: the `jwks_uri` of the issuer's `/.well-known/openid-configuration`. */
  readonly jwksUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly steadyNow: Clock;
}

/** Known keys are cached this long. A new key is found at once, because its unknown id triggers a refetch. */
const CACHED_MS = 10 * 60_000;
/** Limits refetches, since anyone can send tokens with unknown key ids. */
const REFETCH_AFTER_MS = 30_000;
const RETRY_AFTER_MS = 5_000;
const TIMEOUT_MS = 5_000;

type Fetch = typeof globalThis.fetch;

/** Errors caused by the token. All other errors are failures of the issuer. */
const TOKEN_ERRORS = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * Finds the issuer's published key for a token.
 *
 * @returns a function that throws ConnectorError UNAVAILABLE when the keys cannot be fetched, so that no token can be verified
 */
export function createIssuerKeys({
  fetch = globalThis.fetch,
  steadyNow,
  ...where
}: IssuerKeysOptions): JWTVerifyGetKey {
  const open = createOpenOnce(where, fetch);
  let readAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  const age = () => steadyNow() - readAt;

  /** Concurrent calls share one request. After a failure, further calls fail for a while without reaching the issuer. */
  async function readKeys(): Promise<void> {
    if (steadyNow() - failedAt < RETRY_AFTER_MS)
      throw new Error('The previous request to the issuer failed a moment ago.');
    try {
      await (await open()).reload();
      readAt = steadyNow();
    } catch (error) {
      failedAt = steadyNow();
      throw error;
    }
  }

  return async (header, token) => {
    try {
      if (age() >= CACHED_MS) await readKeys();
      const find = await open();
      return await find(header, token).catch(async (error: unknown) => {
        if (!(error instanceof errors.JWKSNoMatchingKey) || age() < REFETCH_AFTER_MS) throw error;
        await readKeys();
        return find(header, token);
      });
    } catch (cause) {
      if (TOKEN_ERRORS.some((type) => cause instanceof type)) throw cause;
      throw unavailable(cause);
    }
  };
}

/** The keys change while a server runs, but their URL does not. */
function createOpenOnce({ issuer, jwksUrl }: Pick<IssuerKeysOptions, 'issuer' | 'jwksUrl'>, fetch: Fetch) {
  let opened: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  return () => {
    if (opened) return opened;
    opened = (jwksUrl === undefined ? discover(issuer, fetch) : Promise.resolve(new URL(jwksUrl))).then((url) =>
      createRemoteJWKSet(url, {
        [customFetch]: fetch,
        // jose would decide by the wall clock when to read the keys again. This module decides, by the steady clock.
        cacheMaxAge: Number.POSITIVE_INFINITY,
        cooldownDuration: Number.POSITIVE_INFINITY,
        timeoutDuration: TIMEOUT_MS,
      }),
    );
    opened.catch(() => (opened = undefined));
    return opened;
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function discover(issuer: string, fetch: Fetch): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
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
