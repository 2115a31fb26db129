import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { WireError } from '../errors.js';

export const MECHANISM = 'SCRAM-SHA-256';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 18;
/** As PostgreSQL does. */
const ITERATIONS = 4096;

/** What a server keeps of a password to check it by SCRAM-SHA-256 (RFC 7677). The password does not follow from it. */
export interface ScramVerifier {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

const hmac = (key: Uint8Array, data: string): Buffer => createHmac('sha256', key).update(data).digest();
const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest();
const derive = promisify(pbkdf2);
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Makes what a server keeps of a password. */
export async function createScramVerifier(
  password: string,
  { iterations = ITERATIONS, salt = randomBytes(SALT_BYTES) }: Partial<Pick<ScramVerifier, 'iterations' | 'salt'>> = {},
): Promise<ScramVerifier> {
  const salted = await derive(password.normalize('NFKC'), salt, iterations, KEY_BYTES, 'sha256');
  return { iterations, salt, storedKey: sha256(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
}

/** Writes a verifier as PostgreSQL does in `pg_authid`. */
export function formatScramVerifier({ iterations, salt, storedKey, serverKey }: ScramVerifier): string {
  const [first, second, third] = [salt, storedKey, serverKey].map(toBase64);
  return `${MECHANISM}$${iterations}:${first}$${second}:${third}`;
}

/** Reads what `formatScramVerifier` wrote; undefined for any other text. */
export function parseScramVerifier(text: string): ScramVerifier | undefined {
  const [, iterations, ...keys] = /^SCRAM-SHA-256\$(\d+):([^$:]+)\$([^$:]+):([^$:]+)$/.exec(text) ?? [];
  const [salt, storedKey, serverKey] = keys.map((key) => Buffer.from(key, 'base64'));
  if (!salt || storedKey?.byteLength !== KEY_BYTES || serverKey?.byteLength !== KEY_BYTES) return undefined;
  return { iterations: Number(iterations), salt, storedKey, serverKey };
}

/** The server's side of one login. */
export class ScramExchange {
  readonly #verifier: ScramVerifier;
  readonly #nonce: string;
  #clientFirst = '';
  #serverFirst = '';
  #header = '';

  constructor(verifier: ScramVerifier, nonce = randomBytes(NONCE_BYTES).toString('base64')) {
    this.#verifier = verifier;
    this.#nonce = nonce;
  }

  /** Answers the client's first message. @throws WireError if it is not one */
  begin(message: string): string {
    const [, header, bare, nonce] =
      /^([ny],(?:a=[^,]*)?,)((?:m=[^,]*,)?n=[^,]*,r=([!-+\--~]+)(?:,.*)?)$/.exec(message) ?? [];
    if (header === undefined || bare === undefined || bare.startsWith('m=')) throw malformed();
    const { salt, iterations } = this.#verifier;
    this.#header = header;
    this.#clientFirst = bare;
    this.#serverFirst = `r=${nonce}${this.#nonce},s=${toBase64(salt)},i=${iterations}`;
    return this.#serverFirst;
  }

  /** Checks the client's proof. Returns the proof of the server; undefined if the password is wrong. @throws WireError */
  finish(message: string): string | undefined {
    const [, bare, header, nonce, proofText] = /^(c=([^,]+),r=([^,]+)(?:,.*)?),p=([^,]+)$/.exec(message) ?? [];
    if (bare === undefined || header === undefined || proofText === undefined) throw malformed();
    const expected = /^r=([^,]+)/.exec(this.#serverFirst)?.[1];
    if (nonce !== expected || Buffer.from(header, 'base64').toString() !== this.#header) throw malformed();
    const { storedKey, serverKey } = this.#verifier;
    const whole = `${this.#clientFirst},${this.#serverFirst},${bare}`;
    const signature = hmac(storedKey, whole);
    const proof = Buffer.from(proofText, 'base64');
    if (proof.byteLength !== KEY_BYTES) throw malformed();
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)));
    if (!timingSafeEqual(sha256(clientKey), storedKey)) return undefined;
    return `v=${hmac(serverKey, whole).toString('base64')}`;
  }
}

function malformed(): WireError {
  return new WireError('08P01', 'The message of the SCRAM login cannot be read.');
}
