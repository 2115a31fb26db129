import { SqlError } from '../errors.js';
import type { Settings, SettingsSnapshot } from './settings.js';

interface Savepoint {
  readonly name: string;
  readonly settings: SettingsSnapshot;
}

/** The most savepoints of a transaction. */
const MAX_SAVEPOINTS = 100;

/** The state of a session between two statements: outside a transaction, in one, or in one that failed. */
export type TransactionStatus = 'idle' | 'transaction' | 'failed';

/**
 * The transaction of a session. Nothing can be undone at the source, so a transaction holds only reads: what it undoes are settings.
 */
export class Transaction {
  readonly #settings: Settings;
  #status: TransactionStatus = 'idle';
  #before: SettingsSnapshot | undefined;
  #startMs: number | undefined;
  #savepoints: Savepoint[] = [];

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get status(): TransactionStatus {
    return this.#status;
  }

  /** When the transaction began, in milliseconds since 1970: the time that `now()` returns in it. */
  get startMs(): number | undefined {
    return this.#startMs;
  }

  begin(nowMs: number): void {
    this.#before = this.#settings.snapshot();
    this.#status = 'transaction';
    this.#startMs = nowMs;
  }

  /** Marks a transaction as failed, if there is one. */
  fail(): void {
    if (this.#status === 'transaction') this.#status = 'failed';
  }

  /** @returns whether it was committed: one that failed cannot be */
  end(isCommit: boolean): boolean {
    const isCommitted = isCommit && this.#status === 'transaction';
    if (!isCommitted && this.#before) this.#settings.restore(this.#before);
    this.#settings.endTransaction();
    this.#status = 'idle';
    this.#before = undefined;
    this.#startMs = undefined;
    this.#savepoints = [];
    return isCommitted;
  }

  /** @throws SqlError if there are too many */
  savepoint(name: string): void {
    if (this.#savepoints.length >= MAX_SAVEPOINTS) {
      throw new SqlError('53400', `The transaction has ${MAX_SAVEPOINTS} savepoints already.`, {
        hint: 'Release those that are not needed.',
      });
    }
    this.#savepoints.push({ name, settings: this.#settings.snapshot() });
  }

  /** @throws SqlError if there is no such savepoint */
  rollbackTo(name: string): void {
    const index = this.#indexOf(name);
    const { settings } = this.#savepoints[index] ?? {};
    if (settings) this.#settings.restore(settings);
    this.#savepoints = this.#savepoints.slice(0, index + 1);
    this.#status = 'transaction';
  }

  /** @throws SqlError if there is no such savepoint */
  release(name: string): void {
    this.#savepoints = this.#savepoints.slice(0, this.#indexOf(name));
  }

  #indexOf(name: string): number {
    const index = this.#savepoints.findLastIndex((savepoint) => savepoint.name === name);
    if (index < 0) throw new SqlError('3B001', `savepoint "${name}" does not exist`);
    return index;
  }
}
