import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { type Caller, memberToCaller } from './caller.js';
import { createIssuerKeys, type IssuerKeysOptions, trustedUrl } from './issuer-keys.js';
import { toEmail } from './members.js';
import type { Clock } from '../store/clock.js';

/** Verifies the tokens of an OpenID Connect issuer. */
export interface Oidc {
  /**
   * @returns the caller; `EXPIRED` for a token that is valid otherwise; undefined for an invalid token
   * @throws ConnectorError UNAVAILABLE if the issuer's keys cannot be fetched
   */
  verify(jwt: string): Promise<Caller | 'EXPIRED' | undefined>;
}

interface OidcOptions extends IssuerKeysOptions {
  /** The `aud` claim of tokens for this server. */
  readonly audience: string;
  /** The wall clock, with which the times in tokens are compared. */
  readonly now: Clock;
}

/** No shared secrets, with which this server could forge tokens, and not `none`, which means unsigned. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCK_TOLERANCE_S = 5;
const MAX_TOKEN_LENGTH = 8_192;
const SUBJECT = /^[\x21-\x7e]{1,255}$/;

/**
 * Accepts tokens of exactly one issuer and audience. They need the claims `exp` and `sub`.
 *
 * @throws Error for an issuer or a key URL that cannot be trusted
 */
export function createOidc({ audience, now, ...options }: OidcOptions): Oidc {
  const { issuer, jwksUrl } = options;
  trustedUrl(issuer, 'The OIDC issuer');
  if (jwksUrl !== undefined) trustedUrl(jwksUrl, 'The OIDC key URL');
  if (audience === '')
    throw new Error('The OIDC audience must not be empty, or tokens for other services would be accepted.');
  const keyOf = createIssuerKeys(options);
  return {
    async verify(jwt) {
      if (!isCandidate(jwt, issuer)) return undefined;
      try {
        const { payload } = await jwtVerify(jwt, keyOf, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_TOLERANCE_S,
          currentDate: new Date(now()),
          requiredClaims: ['exp', 'sub'],
        });
        return toCaller(payload, issuer);
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'EXPIRED';
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/** Rejects tokens that are certainly invalid before the issuer is asked for keys. Proves nothing about the others. */
function isCandidate(jwt: string, issuer: string): boolean {
  if (jwt.length > MAX_TOKEN_LENGTH) return false;
  try {
    return ALGORITHMS.includes(decodeProtectedHeader(jwt).alg ?? '') && decodeJwt(jwt).iss === issuer;
  } catch {
    return false;
  }
}

/** Only a verified email identifies a caller; otherwise anyone could sign up with someone else's. */
function toCaller({ sub, email, email_verified: isVerified, exp = 0 }: JWTPayload, issuer: string): Caller | undefined {
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return undefined;
  const expireTime = new Date(exp * 1000).toISOString();
  const verified = isVerified === true && typeof email === 'string' ? toEmail(email) : undefined;
  if (verified !== undefined) return memberToCaller(`user:${verified}`, expireTime);
  const { host, pathname } = new URL(issuer);
  return memberToCaller(`principal://${host}${pathname.replace(/\/+$/, '')}/subject/${sub}`, expireTime);
}
