import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Operation } from './change-columns.js';

const AT_ONCE = 1000;

/** The rows of a destination, by key: a hash of the content, the time, and the run that last saw it. */
export class KnownRows {
  readonly #database: DatabaseSync;
  readonly #run: number;
  readonly #find: StatementSync;
  readonly #put: StatementSync;

  /** @param run the number of the current run */
  constructor(database: DatabaseSync, run: number) {
    this.#database = database;
    this.#run = run;
    this.#find = database.prepare('SELECT hash, time, run FROM rows WHERE key = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO rows (key, hash, time, run) VALUES (?, ?, ?, ?)');
  }

  /** Notes a row as seen. Returns what happened to it; undefined if it is as before. */
  see(key: string, hash: string, time: number | null): Exclude<Operation, 'delete'> | undefined {
    const known = this.#find.get(key);
    this.#put.run(key, Buffer.from(hash, 'hex'), time, this.#run);
    if (!known) return 'insert';
    return Buffer.from(known['hash'] as Uint8Array).toString('hex') === hash ? undefined : 'update';
  }

  /** Whether the current run has seen a row. */
  isSeen(key: string): boolean {
    return this.#find.get(key)?.['run'] === this.#run;
  }

  /** Forgets the rows from a time on that the current run has not seen, or all of these. Returns their keys, some at once. */
  *takeUnseen(fromMs: number | undefined): Generator<readonly string[], void> {
    const next = this.#database.prepare(
      `SELECT key FROM rows WHERE key > ?1 AND run < ?2 AND (?3 IS NULL OR time >= ?3) ORDER BY key LIMIT ${AT_ONCE}`,
    );
    const remove = this.#database.prepare('DELETE FROM rows WHERE key = ?');
    for (let last = ''; ;) {
      const keys = next.all(last, this.#run, fromMs ?? null).map(({ key }) => String(key));
      if (keys.length === 0) return;
      for (const key of keys) remove.run(key);
      last = keys.at(-1) ?? last;
      yield keys;
    }
  }

  get count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS count FROM rows').get()?.['count']);
  }
}
