import { createHash } from 'node:crypto';
import { badRequest, ConnectorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { type Caller, memberToCaller } from './caller.js';
import { isTokenName } from './members.js';

/** An API token of a caller, without the token. Times are ISO 8601. */
interface ApiToken {
  readonly name: string;
  readonly createTime: string;
  readonly expireTime?: string;
  readonly revokeTime?: string;
}

/** A token that was just made: the only time that it is shown. */
interface CreatedToken extends ApiToken {
  readonly token: string;
}

/** What is made of a token that somebody sends: who it is, why it is not taken any more, or undefined for none of ours. */
export type TokenVerdict = Caller | 'EXPIRED' | 'REVOKED' | undefined;

/** The API tokens of callers. */
export interface Tokens {
  /**
   * @param also what is done in the same transaction, or not at all
   * @throws ConnectorError INVALID_ARGUMENT; ALREADY_EXISTS also for the name of a revoked token, which policies may still name
   */
  create(
    given: { readonly name: unknown; readonly expireTime?: unknown },
    also?: (transaction: Store) => Promise<void>,
  ): Promise<CreatedToken>;
  /** By name. */
  list(): Promise<readonly ApiToken[]>;
  /** Ends a token, for good; again it changes nothing. @throws ConnectorError NOT_FOUND */
  revoke(name: string): Promise<ApiToken>;
  verify(token: string): Promise<TokenVerdict>;
}

interface TokensOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** That many bytes that nobody can guess. */
  readonly random: (bytes: number) => Uint8Array;
}

interface Row {
  readonly name: string;
  readonly hash: string;
  readonly create_time: string;
  readonly expire_time: string | null;
  readonly revoke_time: string | null;
}

const PREFIX = 'tct_';
/** RFC 3339, with any offset. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Tokens in the store: only their SHA-256, which is enough for 32 random bytes. All are held in memory, so that verifying one
 * takes the same work, and none of the store's, whether there is such a token or not.
 */
export function createTokens({ store, now, random }: TokensOptions): Tokens {
  let held: Promise<ReadonlyMap<string, Row>> | undefined;
  const load = () => {
    if (held) return held;
    held = readByHash(store);
    // A failure of the store is this call's, not every later one's.
    held.catch(() => (held = undefined));
    return held;
  };
  return {
    async create(given, also) {
      const { name, expireTime } = parse(given, now());
      const token = `${PREFIX}${Buffer.from(random(32)).toString('base64url')}`;
      const row = {
        name,
        hash: hashOf(token),
        create_time: new Date(now()).toISOString(),
        expire_time: expireTime ?? null,
        revoke_time: null,
      };
      await store.transaction().execute(async (transaction) => {
        const taken = await transaction.selectFrom('tokens').select('name').where('name', '=', name).executeTakeFirst();
        if (taken) throw exists(name);
        await transaction.insertInto('tokens').values(row).execute();
        await also?.(transaction);
      });
      held = undefined;
      return { ...toApiToken(row), token };
    },
    async list() {
      return (await store.selectFrom('tokens').selectAll().orderBy('name').execute()).map(toApiToken);
    },
    async revoke(name) {
      await store
        .updateTable('tokens')
        .set({ revoke_time: new Date(now()).toISOString() })
        .where('name', '=', name)
        .where('revoke_time', 'is', null)
        .execute();
      held = undefined;
      const row = await store.selectFrom('tokens').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row) throw new ConnectorError('NOT_FOUND', 'There is no token of that name.', { reason: 'UNKNOWN_TOKEN' });
      return toApiToken(row);
    },
    async verify(token) {
      const row = (await load()).get(hashOf(token));
      if (!row) return undefined;
      if (row.revoke_time !== null) return 'REVOKED';
      if (row.expire_time !== null && Date.parse(row.expire_time) <= now()) return 'EXPIRED';
      return memberToCaller(`token:${row.name}`);
    },
  };
}

async function readByHash(store: Store): Promise<ReadonlyMap<string, Row>> {
  const rows = await store.selectFrom('tokens').selectAll().execute();
  return new Map(rows.map((row) => [row.hash, row]));
}

function parse({ name, expireTime }: { readonly name: unknown; readonly expireTime?: unknown }, now: number) {
  const violations = [];
  if (typeof name !== 'string' || !isTokenName(name)) {
    const description =
      'must be 1 to 63 lower-case letters, digits and hyphens, with a letter first and no hyphen at the end';
    violations.push({ field: 'name', description });
  }
  const at = typeof expireTime === 'string' && TIME.test(expireTime) ? Date.parse(expireTime) : Number.NaN;
  if (expireTime != null && !(at > now)) {
    const description = 'must be a time to come, such as 2030-01-31T00:00:00Z; leave it out for a token without end';
    violations.push({ field: 'expireTime', description });
  }
  if (violations.length > 0) {
    const message = violations.map(({ field, description }) => `${field} ${description}`).join('; ');
    throw new ConnectorError('INVALID_ARGUMENT', `The token cannot be made: ${message}.`, {
      reason: 'INVALID_TOKEN_REQUEST',
      details: [badRequest(violations)],
    });
  }
  return { name: String(name), expireTime: expireTime == null ? undefined : new Date(at).toISOString() };
}

function exists(name: string): ConnectorError {
  const message = `There is, or was, a token ${name}; choose another name: policies may still name that one.`;
  return new ConnectorError('ALREADY_EXISTS', message, { reason: 'TOKEN_EXISTS' });
}

function toApiToken({ name, create_time, expire_time, revoke_time }: Row): ApiToken {
  return {
    name,
    createTime: create_time,
    ...(expire_time !== null && { expireTime: expire_time }),
    ...(revoke_time !== null && { revokeTime: revoke_time }),
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
