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
  readonly result: { readonly value: unknown } | undefined;
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
  conclude(key: CallerKey, value: unknown): Promise<void>;
  /** Deletes the record, as if the call had never been made. */
  forget(key: CallerKey): Promise<void>;
  /** Deletes records that are older than 24 hours. */
  purge(): Promise<void>;
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
  const oldest = () => new Date(now() - KEPT_MS).toISOString();
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
      if (row.answer === null) return { fingerprint, result: undefined };
      return { fingerprint, result: { value: JSON.parse(seal.open(row.answer, context)) as unknown } };
    },
    async claim({ caller, key }, fingerprint) {
      const create_time = new Date(now()).toISOString();
      const sealed = seal.seal(fingerprint, sealContextOf({ caller, key }));
      const row = { caller, key, fingerprint: sealed, create_time, answer: null };
      const result = await store
        .insertInto('idempotency')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['caller', 'key']).doUpdateSet(row).where('idempotency.create_time', '<', oldest()),
        )
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async conclude({ caller, key }, value) {
      const answer = seal.seal(JSON.stringify(value), sealContextOf({ caller, key }));
      const updated = store.updateTable('idempotency').set({ answer });
      await updated.where('caller', '=', caller).where('key', '=', key).execute();
    },
    async forget({ caller, key }) {
      await store.deleteFrom('idempotency').where('caller', '=', caller).where('key', '=', key).execute();
    },
    async purge() {
      await store.deleteFrom('idempotency').where('create_time', '<', oldest()).execute();
    },
  };
}

/** The context that a record is sealed for: it cannot be opened as another record. */
export function sealContextOf({ caller, key }: CallerKey): string {
  return `idempotency ${JSON.stringify([caller, key])}`;
}
