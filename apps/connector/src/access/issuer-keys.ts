import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { ConnectorError } from '../errors.js';

/** Where an issuer's keys come from. */
export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Left out, it is read from the issuer's `/.well-known/openid-configuration`. */
  readonly jwksUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Keys that are known are used for so long without asking again; a new key is found at once, since its id is unknown. */
const KEPT_MS = 10 * 60_000;
/** Ids of keys that nobody has are what a stranger can send any number of. */
const REFETCH_AFTER_MS = 30_000;
const RETRY_AFTER_MS = 5_000;
const TIMEOUT_MS = 5_000;

/** These say that the token is wrong; whatever else goes wrong with the keys is not its sender's fault. */
const WRONG_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/**
 * The key that a token names, of those that its issuer publishes.
 *
 * @returns what throws ConnectorError UNAVAILABLE when they cannot be had: then nobody knows whether the token is right
 */
export function createIssuerKeys({ issuer, jwksUrl, fetch, now }: IssuerKeysOptions): JWTVerifyGetKey {
  const get = createGet(fetch ?? globalThis.fetch, now);
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = () => {
    if (found) return found;
    // Where the keys are does not change while a server runs; which keys there are does.
    found = (jwksUrl === undefined ? discover(issuer, get) : Promise.resolve(new URL(jwksUrl))).then((url) =>
      createRemoteJWKSet(url, {
        [customFetch]: get,
        cacheMaxAge: KEPT_MS,
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
      if (WRONG_TOKEN.some((wrong) => cause instanceof wrong)) throw cause;
      throw unavailable(cause);
    }
  };
}

/** After a failure the issuer is left alone for a while, however many ask. */
function createGet(fetch: typeof globalThis.fetch, now: () => number) {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (now() - failedAt < RETRY_AFTER_MS) throw new Error('The issuer could not be reached a moment ago.');
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
    throw new Error(`${url} does not describe this issuer (HTTP ${response.status}).`);
  }
  return trustedUrl(keys, 'jwks_uri');
}

/**
 * A URL whose answers are believed: over TLS, or from this machine.
 *
 * @throws Error
 */
export function trustedUrl(text: string, name: string): URL {
  const url = URL.parse(text);
  const isLocal = url !== null && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new Error(`${name} must be a URL that begins with https:// (http:// only on this machine).`);
}

function unavailable(cause: unknown): ConnectorError {
  const message = 'The keys of the OIDC issuer cannot be had now, so that its tokens cannot be checked; try again.';
  return new ConnectorError('UNAVAILABLE', message, {
    reason: 'ISSUER_UNAVAILABLE',
    retryAfterMs: RETRY_AFTER_MS,
    cause,
  });
}
