import { hash } from 'node:crypto';
import { badRequest, ConnectorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { createStoredCache } from '../store/stored-cache.js';
import { type Caller, memberToCaller } from './caller.js';
import { isTokenName } from './members.js';
import type { Clock } from '../store/clock.js';

/** An API token without its secret value. Times are ISO 8601. */
interface ApiToken {
  readonly name: string;
  readonly createTime: string;
  readonly expireTime?: string;
  readonly revokeTime?: string;
}

/** A new token. Its value is never shown again. */
interface CreatedToken extends ApiToken {
  readonly token: string;
}

/** The caller of a presented token, the reason why it is no longer valid, or undefined for an unknown token. */
export type TokenVerdict = Caller | 'EXPIRED' | 'REVOKED' | undefined;

export interface Tokens {
  /**
   * @param also further writes of the same transaction
   * @throws ConnectorError INVALID_ARGUMENT; ALREADY_EXISTS, even for the name of a revoked token: policies may still contain it
   */
  create(
    given: { readonly name: unknown; readonly expireTime?: unknown },
    also?: (transaction: Store) => Promise<void>,
  ): Promise<CreatedToken>;
  /** @returns undefined for an unknown name */
  get(name: string): Promise<ApiToken | undefined>;
  /** Sorted by name. */
  list(): Promise<readonly ApiToken[]>;
  /** Revokes a token permanently. Revoking it again changes nothing. @throws ConnectorError NOT_FOUND */
  revoke(name: string): Promise<ApiToken>;
  verify(token: string): Promise<TokenVerdict>;
  /** The caller and the SHA-256 of the token of a name; undefined if it is revoked, expired or unknown. */
  current(name: string): Promise<{ readonly caller: Caller; readonly digest: string } | undefined>;
}

interface TokensOptions {
  readonly store: Store;
  /** Whether this process is the only writer of the store, so that tokens can be cached. */
  readonly isOnlyWriter: boolean;
  readonly now: Clock;
  /** Returns cryptographically secure random bytes. */
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
/** RFC 3339 with any offset. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The cache has one entry with all tokens, so that verifying an unknown token does the same work as a known one. */
const ALL = 'all';

/** Stores only the SHA-256 of a token, which is enough for 32 random bytes. */
export function createTokens({ store, isOnlyWriter, now, random }: TokensOptions): Tokens {
  const known = createKnownTokens({ store, isOnlyWriter });
  const rowOf = (name: string) => store.selectFrom('tokens').selectAll().where('name', '=', name).executeTakeFirst();
  const get = async (name: string) => {
    const row = await rowOf(name);
    return row && toApiToken(row);
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
      known.forget();
      return { ...toApiToken(row), token };
    },
    get,
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
      known.forget();
      const revoked = await get(name);
      if (revoked) return revoked;
      const message = 'There is no token with this name. Use admin.tokens.list to list the tokens.';
      throw new ConnectorError('NOT_FOUND', message, { reason: 'UNKNOWN_TOKEN' });
    },
    async verify(token) {
      const row = (await known.read()).get(hashOf(token));
      return row && judge(row, now());
    },
    async current(name) {
      const row = await rowOf(name);
      const caller = row && judge(row, now());
      return typeof caller === 'object' ? { caller, digest: row?.hash ?? '' } : undefined;
    },
  };
}

/** The stored tokens by their SHA-256, to compare presented ones with. */
function createKnownTokens({ store, isOnlyWriter }: Pick<TokensOptions, 'store' | 'isOnlyWriter'>) {
  const cache = createStoredCache<Promise<ReadonlyMap<string, Row>>>({ isOnlyWriter });
  return {
    forget: () => cache.delete(ALL),
    read() {
      const known = cache.get(ALL);
      if (known) return known;
      const reading = readByHash(store);
      cache.set(ALL, reading);
      // A failed read must not fail later calls.
      reading.catch(() => cache.delete(ALL));
      return reading;
    },
  };
}

function judge(
  { name, expire_time: expireTime, revoke_time: revokeTime }: Row,
  now: number,
): Caller | 'EXPIRED' | 'REVOKED' {
  if (revokeTime !== null) return 'REVOKED';
  if (expireTime !== null && Date.parse(expireTime) <= now) return 'EXPIRED';
  return memberToCaller(`token:${name}`, expireTime ?? undefined);
}

async function readByHash(store: Store): Promise<ReadonlyMap<string, Row>> {
  const rows = await store.selectFrom('tokens').selectAll().execute();
  return new Map(rows.map((row) => [row.hash, row]));
}

function parse({ name, expireTime }: { readonly name: unknown; readonly expireTime?: unknown }, now: number) {
  const violations = [];
  if (typeof name !== 'string' || !isTokenName(name)) {
    const description =
      'must be 1 to 63 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen';
    violations.push({ field: 'name', description });
  }
  const at = typeof expireTime === 'string' && TIME.test(expireTime) ? Date.parse(expireTime) : Number.NaN;
  if (expireTime != null && !(at > now)) {
    const description =
      'must be a time in the future, such as 2030-01-31T00:00:00Z; omit it for a token that never expires';
    violations.push({ field: 'expireTime', description });
  }
  if (violations.length > 0) {
    const message = violations.map(({ field, description }) => `${field} ${description}`).join('; ');
    throw new ConnectorError('INVALID_ARGUMENT', `The token cannot be created: ${message}.`, {
      reason: 'INVALID_TOKEN_REQUEST',
      details: [badRequest(violations)],
    });
  }
  return { name: String(name), expireTime: expireTime == null ? undefined : new Date(at).toISOString() };
}

function exists(name: string): ConnectorError {
  const message = `The token name ${name} is already in use, possibly by a revoked token. Choose another name.`;
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
  return hash('sha256', token);
}
