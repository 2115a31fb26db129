import { createHash, randomBytes } from 'node:crypto';
import type { Challenge } from './challenges.js';

/** A proxy's nonce, and how often it has been used. */
export interface DigestSession {
  readonly challenge: Challenge['parameters'];
  readonly algorithm: DigestAlgorithm;
  readonly clientNonce: string;
  uses: number;
}

interface DigestAlgorithm {
  readonly name: string;
  /** Node's name of the hash. */
  readonly hash: string;
  /** The key is derived from the nonces, too. */
  readonly isSession: boolean;
}

/** https://www.rfc-editor.org/rfc/rfc7616#section-6.1, the strongest first. */
const ALGORITHMS: readonly DigestAlgorithm[] = [
  { name: 'SHA-512-256', hash: 'sha512-256', isSession: false },
  { name: 'SHA-512-256-sess', hash: 'sha512-256', isSession: true },
  { name: 'SHA-256', hash: 'sha256', isSession: false },
  { name: 'SHA-256-sess', hash: 'sha256', isSession: true },
  { name: 'MD5', hash: 'md5', isSession: false },
  { name: 'MD5-sess', hash: 'md5', isSession: true },
];

/** Picks the strongest challenge that is supported. A challenge without a `qop` is one of the older RFC 2069. */
export function startDigestSession(challenges: readonly Challenge[]): DigestSession | undefined {
  const supported = challenges.filter(({ scheme, parameters: { nonce, qop } }) => {
    return scheme.toLowerCase() === 'digest' && nonce !== undefined && (qop === undefined || offersAuth(qop));
  });
  for (const algorithm of ALGORITHMS) {
    const found = supported.find(
      ({ parameters: { algorithm: name = 'MD5' } }) => name.toLowerCase() === algorithm.name.toLowerCase(),
    );
    const clientNonce = randomBytes(16).toString('hex');
    if (found) return { challenge: found.parameters, algorithm, clientNonce, uses: 0 };
  }
  return undefined;
}

function offersAuth(qop: string): boolean {
  return qop.split(',').some((value) => value.trim().toLowerCase() === 'auth');
}

/** The value of `Proxy-Authorization` for the next use of a session: https://www.rfc-editor.org/rfc/rfc7616#section-3.4 */
export function toDigestHeader(
  session: DigestSession,
  login: { readonly user: string; readonly password: string },
  request: { readonly method: string; readonly uri: string },
): string {
  const { challenge, algorithm, clientNonce } = session;
  const { realm = '', nonce = '', opaque, qop } = challenge;
  const hash = (...parts: readonly string[]) => createHash(algorithm.hash).update(parts.join(':')).digest('hex');
  const count = (++session.uses).toString(16).padStart(8, '0');
  const secret = hash(login.user, realm, login.password);
  const key = algorithm.isSession ? hash(secret, nonce, clientNonce) : secret;
  const about = hash(request.method, request.uri);
  const protection = qop === undefined ? [] : [count, clientNonce, 'auth'];
  const isHashed = challenge['userhash']?.toLowerCase() === 'true';
  return `Digest ${[
    ...(isHashed ? [`username="${hash(login.user, realm)}"`, 'userhash=true'] : [toUserName(login.user)]),
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(request.uri)}`,
    // A proxy of the older RFC may not know the parameter, so it is sent only if the challenge has it.
    ...(challenge['algorithm'] === undefined ? [] : [`algorithm=${algorithm.name}`]),
    ...(qop === undefined ? [] : ['qop=auth', `nc=${count}`]),
    ...(qop === undefined && !algorithm.isSession ? [] : [`cnonce="${clientNonce}"`]),
    `response="${hash(key, nonce, ...protection, about)}"`,
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ].join(', ')}`;
}

/** A header holds only ASCII characters, so that others are encoded: https://www.rfc-editor.org/rfc/rfc8187 */
function toUserName(user: string): string {
  if (/^[\x20-\x7e]+$/.test(user)) return `username=${quote(user)}`;
  const encoded = encodeURIComponent(user).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `username*=UTF-8''${encoded}`;
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
