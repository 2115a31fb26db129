import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type DatabaseConnection, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import { toStoreError } from './sqlite-errors.js';

/** Connects kysely to the SQLite built into Node, which needs no server and no native module. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: toKysely(database) });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new RollbackDriver(this.#database);
  }

  /** SQLite can create tables in a transaction, so an interrupted start never leaves a partial migration. */
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/**
 * SQLite itself rolls back a transaction that finds the disk full or broken. A second rollback would fail, and its error would
 * hide the first one.
 */
class RollbackDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: toKysely(database) });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function toKysely(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = orStoreError(() => database.prepare(sql));
      const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
      return {
        // Some pragmas return no rows but work row by row, and `run` would take only their first step.
        reader: statement.columns().length > 0 || /^pragma\b/i.test(sql),
        all: (parameters) => orStoreError(() => statement.all(...values(parameters))),
        run: (parameters) => orStoreError(() => statement.run(...values(parameters))),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

function orStoreError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}
