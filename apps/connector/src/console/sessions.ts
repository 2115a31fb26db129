import { createHmac, hash } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import type { CurrentCredentials } from '../access/current-credentials.js';
import type { Clock } from '../store/clock.js';
import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';

/** A browser that is signed in. Times are ISO 8601. */
export interface Session {
  readonly caller: Caller;
  readonly createTime: string;
  /** When it ends, however often it is used. */
  readonly expireTime: string;
}

/** A new session. Its id is not kept. */
interface StartedSession extends Session {
  readonly id: string;
}

/** A session; `ENDED` for one that has ended; undefined for an unknown id. */
type SessionVerdict = Session | 'ENDED' | undefined;

/** The sessions of browsers. */
export interface Sessions {
  /** Starts a session for a caller who has just been identified. It ends when the caller's credentials are no longer valid. */
  start(caller: Caller): Promise<StartedSession>;
  verify(id: string): Promise<SessionVerdict>;
  /** @returns the session, if there was one that had not ended */
  end(id: string): Promise<Session | undefined>;
  /** Deletes sessions that have expired. @returns their number */
  purge(options: PurgeOptions): Promise<number>;
}

interface SessionsOptions {
  readonly store: Store;
  readonly credentials: Pick<CurrentCredentials, 'of'>;
  readonly now: Clock;
  /** Returns cryptographically secure random bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_AGE_MS = 12 * HOUR_MS;
const MAX_IDLE_MS = HOUR_MS;
/** Uses are written this often, because each write waits for the disk. */
const USE_STEP_MS = MINUTE_MS;
/** Beyond this, the oldest session of the same caller ends, so that one caller cannot fill the store. */
const MAX_PER_MEMBER = 20;

/**
 * Keeps sessions in the store, so that a restart signs nobody out. Only the SHA-256 of an id is stored, which is enough for 32
 * random bytes.
 */
export function createSessions({ store, credentials, now, random }: SessionsOptions): Sessions {
  const verify = async (id: string): Promise<SessionVerdict> => {
    const row = await store.selectFrom('sessions').selectAll().where('hash', '=', digestOf(id)).executeTakeFirst();
    if (!row) return undefined;
    const { member, proof, create_time: createTime, expire_time: expireTime, use_time: useTime } = row;
    const time = now();
    const idleMs = time - Date.parse(useTime);
    if (time >= Date.parse(expireTime) || idleMs >= MAX_IDLE_MS) return 'ENDED';
    const credential = await credentials.of(member);
    if (!credential || proofOf(id, credential.digest) !== proof) return 'ENDED';
    if (idleMs >= USE_STEP_MS) {
      await store
        .updateTable('sessions')
        .set({ use_time: toTime(time) })
        .where('hash', '=', row.hash)
        .execute();
    }
    return { caller: credential.caller, createTime, expireTime };
  };
  return {
    async start(caller) {
      const id = Buffer.from(random(32)).toString('base64url');
      const time = now();
      const { digest = '' } = (await credentials.of(caller.member)) ?? {};
      const { member, expireTime: tokenExpiry } = caller;
      const expiry = Math.min(time + MAX_AGE_MS, tokenExpiry === undefined ? Infinity : Date.parse(tokenExpiry));
      const createTime = toTime(time);
      const expireTime = toTime(expiry);
      await store.transaction().execute(async (transaction) => {
        const times = { create_time: createTime, expire_time: expireTime, use_time: createTime };
        const row = { hash: digestOf(id), member, proof: proofOf(id, digest), ...times };
        await transaction.insertInto('sessions').values(row).execute();
        await endOldest(transaction, member);
      });
      return { id, caller, createTime, expireTime };
    },
    verify,
    async end(id) {
      const verdict = await verify(id);
      await store.deleteFrom('sessions').where('hash', '=', digestOf(id)).execute();
      return typeof verdict === 'object' ? verdict : undefined;
    },
    purge: (options) => purge(store, options),
  };
}

async function endOldest(transaction: Store, member: string): Promise<void> {
  const newest = transaction
    .selectFrom('sessions')
    .select('hash')
    .where('member', '=', member)
    .orderBy('create_time', 'desc')
    .orderBy('hash')
    .limit(MAX_PER_MEMBER);
  await transaction.deleteFrom('sessions').where('member', '=', member).where('hash', 'not in', newest).execute();
}

function purge(store: Store, { now, pause }: PurgeOptions): Promise<number> {
  const expired = (time: number) => store.selectFrom('sessions').select('hash').where('expire_time', '<', toTime(time));
  return purgeInBatches(
    {
      find: async (limit) => (await expired(now).limit(limit).execute()).map(({ hash: id }) => ({ id, bytes: 0 })),
      async remove(rows) {
        const ids = rows.map(({ id }) => id);
        const { numDeletedRows } = await store.deleteFrom('sessions').where('hash', 'in', ids).executeTakeFirst();
        return numDeletedRows;
      },
    },
    pause,
  );
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * Ties a session to the credentials with which it was started. With the id as the key, a stolen database does not help to guess a
 * token.
 */
function proofOf(id: string, digest: string): string {
  return createHmac('sha256', id).update(digest).digest('hex');
}

function digestOf(id: string): string {
  return hash('sha256', id);
}
