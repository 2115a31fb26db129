import { hash } from 'node:crypto';
import type { Clock } from '../store/clock.js';

/** Codes that sign the administrator in, each once. */
export interface SignInCodes {
  /** Makes a code that is valid for ten minutes. */
  issue(): string;
  /** Uses a code up. @returns whether it was valid */
  redeem(code: string): boolean;
}

interface SignInCodesOptions {
  readonly steadyNow: Clock;
  /** Returns cryptographically secure random bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

const MAX_AGE_MS = 10 * 60_000;

/** Codes are in the memory of the process that made them, as SHA-256 digests. A restart makes them invalid. */
export function createSignInCodes({ steadyNow, random }: SignInCodesOptions): SignInCodes {
  const expiries = new Map<string, number>();
  return {
    issue() {
      const code = Buffer.from(random(32)).toString('base64url');
      expiries.set(digestOf(code), steadyNow() + MAX_AGE_MS);
      return code;
    },
    redeem(code) {
      const digest = digestOf(code);
      const expiry = expiries.get(digest);
      expiries.delete(digest);
      return expiry !== undefined && steadyNow() < expiry;
    },
  };
}

function digestOf(code: string): string {
  return hash('sha256', code);
}
