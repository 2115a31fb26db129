import type { Store } from '../store/sqlite/open-store.js';

/** An answer as it went to the caller. */
export interface RecordedAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Whose key it is: two callers' keys are two keys. */
export interface CallerKey {
  readonly caller: string;
  readonly key: string;
}

/** What is kept of a call; without an answer it is under way, or was cut off. */
interface KeyRecord {
  /** Of the request. */
  readonly fingerprint: string;
  readonly answer: RecordedAnswer | undefined;
}

/** Calls with a key, in the store. */
export interface KeyRecords {
  find(key: CallerKey): Promise<KeyRecord | undefined>;
  /** Writes down that a call is about to be carried out. */
  claim(key: CallerKey, fingerprint: string): Promise<void>;
  conclude(key: CallerKey, answer: RecordedAnswer): Promise<void>;
  /** As if it had never been asked for. */
  forget(key: CallerKey): Promise<void>;
  /** Forgets what is older than 24 hours. */
  purge(): Promise<void>;
}

/**
 * Hides what is kept: an answer may hold what only its caller may see, and a request a secret that its plain digest would let
 * somebody guess.
 */
export interface Seal {
  seal(text: string, context: string): string;
  open(sealed: string, context: string): string;
}

const KEPT_MS = 24 * 3_600_000;

/** @param now milliseconds since 1970 */
export function createKeyRecords(store: Store, seal: Seal, now: () => number): KeyRecords {
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
      const place = placeOf({ caller, key });
      const { status, answer: sealed } = row;
      const fingerprint = seal.open(row.fingerprint, place);
      if (status === null || sealed === null) return { fingerprint, answer: undefined };
      const body: unknown = JSON.parse(seal.open(sealed, place));
      return { fingerprint, answer: { status, body } };
    },
    async claim({ caller, key }, fingerprint) {
      const create_time = new Date(now()).toISOString();
      const sealed = seal.seal(fingerprint, placeOf({ caller, key }));
      const row = { caller, key, fingerprint: sealed, create_time, status: null, answer: null };
      // Only one that is older than what is kept is in the way here.
      await store
        .insertInto('idempotency')
        .values(row)
        .onConflict((conflict) => conflict.columns(['caller', 'key']).doUpdateSet(row))
        .execute();
    },
    async conclude({ caller, key }, { status, body }) {
      const answer = seal.seal(JSON.stringify(body), placeOf({ caller, key }));
      const updated = store.updateTable('idempotency').set({ status, answer });
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

/** What a record is sealed for: it opens in no other place. */
export function placeOf({ caller, key }: CallerKey): string {
  return `idempotency ${JSON.stringify([caller, key])}`;
}
