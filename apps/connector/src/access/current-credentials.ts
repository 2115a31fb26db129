import { hash } from 'node:crypto';
import type { Tokens } from './api-tokens.js';
import { ADMINISTRATOR, type Caller, memberToCaller } from './caller.js';
import type { Clock } from '../store/clock.js';

/** What identifies a caller at present. */
interface CurrentCredential {
  readonly caller: Caller;
  /** Changes when the caller gets other credentials. Not secret enough to be stored: the administrator may have chosen a weak token. */
  readonly digest: string;
}

/** Tells whether those who were identified by a token once would still be, without their tokens. */
export interface CurrentCredentials {
  /**
   * Returns undefined for a token that is revoked or expired, and for identities if no issuer is trusted any more. Identity tokens
   * are not known here, so neither is their expiry.
   */
  of(member: string): Promise<CurrentCredential | undefined>;
  /** Whether a caller that was identified would still be. */
  isCurrent(caller: Caller): Promise<boolean>;
}

interface CurrentCredentialsOptions {
  /** The token of the bootstrap administrator. */
  readonly administratorToken: string;
  readonly tokens: Pick<Tokens, 'current'>;
  /** The trusted OIDC issuer, if there is one. */
  readonly issuer: string | undefined;
  readonly now: Clock;
}

const TOKEN = 'token:';

export function createCurrentCredentials(options: CurrentCredentialsOptions): CurrentCredentials {
  const { administratorToken, tokens, issuer, now } = options;
  const of: CurrentCredentials['of'] = async (member) => {
    if (member === ADMINISTRATOR.member) return { caller: ADMINISTRATOR, digest: digestOf(administratorToken) };
    if (member.startsWith(TOKEN)) return tokens.current(member.slice(TOKEN.length));
    return issuer === undefined ? undefined : { caller: memberToCaller(member), digest: digestOf(issuer) };
  };
  return {
    of,
    async isCurrent({ member, expireTime }) {
      if (expireTime !== undefined && Date.parse(expireTime) <= now()) return false;
      return (await of(member)) !== undefined;
    },
  };
}

function digestOf(text: string): string {
  return hash('sha256', text);
}
