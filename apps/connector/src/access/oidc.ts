import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { type Caller, memberToCaller } from './caller.js';
import { createIssuerKeys, type IssuerKeysOptions, trustedUrl } from './issuer-keys.js';
import { toEmail } from './members.js';

/** Identities of an OpenID Connect issuer. */
export interface Oidc {
  /**
   * @returns who the token is of; `EXPIRED` for one that was right; undefined for any other
   * @throws ConnectorError UNAVAILABLE when the issuer's keys cannot be had
   */
  verify(jwt: string): Promise<Caller | 'EXPIRED' | undefined>;
}

interface OidcOptions extends IssuerKeysOptions {
  /** What tokens for this server have as `aud`. */
  readonly audience: string;
}

/** With a shared secret, whoever checks a token could make one; `none` is no signature at all. */
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
 * Checks tokens of one issuer, for one audience, both to the letter. They need an end (`exp`) and a subject.
 *
 * @throws Error for an issuer or a URL of keys that is not to be trusted
 */
export function createOidc({ audience, ...options }: OidcOptions): Oidc {
  const { issuer, jwksUrl, now } = options;
  trustedUrl(issuer, 'The OIDC issuer');
  if (jwksUrl !== undefined) trustedUrl(jwksUrl, 'The URL of the OIDC keys');
  if (audience === '') throw new Error('The OIDC audience must not be empty: tokens for others would be taken.');
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

/** Whether a token is worth asking for a key: says nothing of its truth, and spares the issuer what is certainly wrong. */
function isCandidate(jwt: string, issuer: string): boolean {
  if (jwt.length > MAX_TOKEN_LENGTH) return false;
  try {
    return ALGORITHMS.includes(decodeProtectedHeader(jwt).alg ?? '') && decodeJwt(jwt).iss === issuer;
  } catch {
    return false;
  }
}

/** An email counts only where the issuer has verified it: else anybody could sign up with another's. */
function toCaller({ sub, email, email_verified: isVerified }: JWTPayload, issuer: string): Caller | undefined {
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return undefined;
  const verified = isVerified === true && typeof email === 'string' ? toEmail(email) : undefined;
  if (verified !== undefined) return memberToCaller(`user:${verified}`);
  const { host, pathname } = new URL(issuer);
  return memberToCaller(`principal://${host}${pathname.replace(/\/+$/, '')}/subject/${sub}`);
}
