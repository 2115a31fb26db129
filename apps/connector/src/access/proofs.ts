import { hash } from 'node:crypto';
import type { Tokens, TokenVerdict } from './api-tokens.js';
import { ADMINISTRATOR, type Caller, memberToCaller } from './caller.js';

/** Recognizes callers again without their tokens. */
export interface Proofs {
  /** What to keep of a token that was accepted: enough to judge it again later, and too little to use it. */
  of(caller: Caller, token: string): string;
  /** Judges the token that a proof was made of, as it is now. The expiry of an identity token is not part of its proof. */
  verify(member: string, proof: string): Promise<TokenVerdict>;
}

interface ProofsOptions {
  /** The token of the bootstrap administrator. */
  readonly administratorToken: string;
  readonly tokens: Pick<Tokens, 'verifyDigest'>;
  /** The trusted OIDC issuer, if there is one. */
  readonly issuer?: string | undefined;
}

/** The proof of a token is its SHA-256; that of an identity is the SHA-256 of its issuer, which must still be trusted. */
export function createProofs({ administratorToken, tokens, issuer }: ProofsOptions): Proofs {
  return {
    of: ({ member }, token) => digestOf(isIdentity(member) ? (issuer ?? '') : token),
    async verify(member, proof) {
      if (member === ADMINISTRATOR.member) return proof === digestOf(administratorToken) ? ADMINISTRATOR : undefined;
      if (!isIdentity(member)) return tokens.verifyDigest(proof);
      return issuer !== undefined && proof === digestOf(issuer) ? memberToCaller(member) : undefined;
    },
  };
}

function isIdentity(member: string): boolean {
  return member !== ADMINISTRATOR.member && !member.startsWith('token:');
}

function digestOf(text: string): string {
  return hash('sha256', text);
}
