import { sql, type SqlBool } from 'kysely';
import { type ResultDigest, writeResult } from './kept-result.js';
import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../store/clock.js';

/** An `Idempotency-Key` of one caller; callers do not share keys. */
export interface CallerKey {
  readonly caller: string;
  readonly key: string;
}

/** What the store holds of a call with a key; without a result it is in flight or was cut off. */
export interface KeyRecord {
  /** Of the request. */
  readonly fingerprint: string;
  readonly result: { readonly value: unknown } | { readonly tooLarge: ResultDigest } | undefined;
}

/** Calls with a key, in the store. */
export interface KeyRecords {
  find(key: CallerKey): Promise<KeyRecord | undefined>;
  /**
   * Inserts the record of a call that is about to be carried out, in place of an expired one.
   *
   * @returns false when the key is taken, possibly by another process
   */
  claim(key: CallerKey, fingerprint: string): Promise<boolean>;
  /**
   * Records the result of a call. Of a result that is larger than `MAX_RESULT_BYTES`, records the digest if the call was carried
   * out; otherwise nothing, so that the call counts as cut off.
   */
  conclude(key: CallerKey, value: unknown, isDone: boolean): Promise<void>;
  /** Deletes the record, as if the call had never been made. */
  forget(key: CallerKey): Promise<void>;
  /** Deletes records that are older than 24 hours. @returns their number */
  purge(options: PurgeOptions): Promise<number>;
}

/**
 * Encrypts records: a result may hold what only its caller may see, and the plain digest of a request would let a secret in it
 * be guessed.
 */
export interface Seal {
  seal(text: string, context: string): string;
  open(sealed: string, context: string): string;
}

const KEPT_MS = 24 * 3_600_000;

export function createKeyRecords(store: Store, seal: Seal, now: Clock): KeyRecords {
  const oldest = () => oldestAt(now());
  return {
    async find({ caller, key }) {
      const row = await store
        .selectFrom('idempotency')
        .selectAll()
        .where('caller', '=', caller)
        .where('key', '=', key)
        .where('create_time', '>=', oldest())
        .executeTakeFirst();
      if (!row) return undefined;
      const context = sealContextOf({ caller, key });
      const fingerprint = seal.open(row.fingerprint, context);
      const open = (sealed: string): unknown => JSON.parse(seal.open(sealed, context));
      if (row.answer !== null) return { fingerprint, result: { value: open(row.answer) } };
      if (row.answer_digest === null) return { fingerprint, result: undefined };
      return { fingerprint, result: { tooLarge: open(row.answer_digest) as ResultDigest } };
    },
    async claim({ caller, key }, fingerprint) {
      const create_time = new Date(now()).toISOString();
      const sealed = seal.seal(fingerprint, sealContextOf({ caller, key }));
      const row = { caller, key, fingerprint: sealed, create_time, answer: null, answer_digest: null };
      const result = await store
        .insertInto('idempotency')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['caller', 'key']).doUpdateSet(row).where('idempotency.create_time', '<', oldest()),
        )
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async conclude({ caller, key }, value, isDone) {
      const { text, digest } = await writeResult(value);
      if (text === undefined && !isDone) return;
      const sealed = (plain: string) => seal.seal(plain, sealContextOf({ caller, key }));
      const result = text === undefined ? { answer_digest: sealed(JSON.stringify(digest)) } : { answer: sealed(text) };
      const updated = store.updateTable('idempotency').set(result);
      await updated.where('caller', '=', caller).where('key', '=', key).execute();
    },
    async forget({ caller, key }) {
      await store.deleteFrom('idempotency').where('caller', '=', caller).where('key', '=', key).execute();
    },
    purge: ({ now: time, pause }) => purge(store, oldestAt(time), pause),
  };
}

function oldestAt(time: number): string {
  return new Date(time - KEPT_MS).toISOString();
}

function purge(store: Store, oldest: string, pause: PurgeOptions['pause']): Promise<number> {
  const find = async (limit: number) => {
    const rows = await store
      .selectFrom('idempotency')
      .select(({ fn }) => ['caller', 'key', fn<number | null>('octet_length', ['answer']).as('bytes')])
      .where('create_time', '<', oldest)
      .orderBy('create_time')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, bytes: row.bytes ?? 0 }));
  };
  const remove = async (rows: readonly CallerKey[]) => {
    const keys = sql.join(rows.map(({ caller, key }) => sql`(${caller}, ${key})`));
    const deletion = store.deleteFrom('idempotency').where(sql<SqlBool>`(caller, key) in (values ${keys})`);
    // A key may have been claimed again since it was found.
    return (await deletion.where('create_time', '<', oldest).executeTakeFirst()).numDeletedRows;
  };
  return purgeInBatches({ find, remove }, pause);
}

/** The context that a record is sealed for: it cannot be opened as another record. */
export function sealContextOf({ caller, key }: CallerKey): string {
  return `idempotency ${JSON.stringify([caller, key])}`;
}
