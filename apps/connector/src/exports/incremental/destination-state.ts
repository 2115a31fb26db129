import { isDeepStrictEqual } from 'node:util';
import type { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../store/sqlite/open-sqlite.js';
import { ExportError } from '../target/errors.js';
import { KnownRows } from './known-rows.js';
import type { Part } from './part.js';
import type { Selection } from './selection.js';

/** The refusal of a run while another one is under way. */
export class RunUnderWayError extends ExportError {}

/** How far the runs have come. */
export interface Progress {
  /** How many runs have ended. */
  readonly runs: number;
  /** The newest time that was seen, in milliseconds since 1970; null if there was none. */
  readonly watermarkMs: number | null;
  /** The `_sequence` of the last row. */
  readonly sequence: number;
}

const START: Progress = { runs: 0, watermarkMs: null, sequence: 0 };
const SCHEMA = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE parts (number INTEGER PRIMARY KEY, part TEXT NOT NULL);
  CREATE TABLE rows (key TEXT PRIMARY KEY, hash BLOB NOT NULL, time INTEGER, run INTEGER NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = 1`;

/**
 * What is known about a destination: an SQLite file beside its parts. A run is one transaction, so it counts as a whole or not at all,
 * and locks out other runs; the lock ends with the process.
 */
export class DestinationState {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Opens the state and begins a run. @throws ExportError if another run is under way */
  static open(file: string): DestinationState {
    const database = openSqlite(file);
    try {
      // With EXTRA, the end of a transaction survives a power failure. Otherwise a run could come back that was published already.
      database.exec('PRAGMA synchronous = EXTRA');
      database.exec('BEGIN IMMEDIATE');
      const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
      if (version === 0) database.exec(SCHEMA);
      return new DestinationState(database);
    } catch (error) {
      database.close();
      throw toExportError(error, file);
    }
  }

  /** What the destination holds; undefined before the first run. */
  get selection(): Selection | undefined {
    return this.#read<Selection>('selection');
  }

  get progress(): Progress {
    return this.#read<Progress>('progress') ?? START;
  }

  get parts(): readonly Part[] {
    const rows = this.#database.prepare('SELECT part FROM parts ORDER BY number').all();
    return rows.map(({ part }) => JSON.parse(String(part)) as Part);
  }

  /** The rows of the destination, as the current run finds them. */
  rows(): KnownRows {
    return new KnownRows(this.#database, this.progress.runs + 1);
  }

  /** Ends the run. When this returns, it counts, even if the power fails. */
  commit(selection: Selection, progress: Progress, part: Part | undefined): void {
    if (!isDeepStrictEqual(this.selection, selection)) this.#write('selection', selection);
    this.#write('progress', progress);
    if (part) this.#database.prepare('INSERT INTO parts (part) VALUES (?)').run(JSON.stringify(part));
    this.#database.exec('COMMIT');
  }

  /** Drops what was not committed. */
  close(): void {
    this.#database.close();
  }

  #read<T>(name: string): T | undefined {
    const found = this.#database.prepare('SELECT value FROM facts WHERE name = ?').get(name);
    return found && (JSON.parse(String(found['value'])) as T);
  }

  #write(name: string, value: unknown): void {
    const statement = this.#database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)');
    statement.run(name, JSON.stringify(value));
  }
}

const BUSY = /locked|busy/i;

function toExportError(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  if (BUSY.test(error.message))
    return new RunUnderWayError(`Another export with the state ${file} is under way. Wait until it has ended.`);
  const message = `${file} cannot be read as the state of an export (${error.message}). Restore it, choose another folder, or add --force to start again.`;
  return new ExportError(message, { cause: error });
}
