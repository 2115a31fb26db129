import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFolder } from '../create-folder.js';
import { checkBackup } from './backup-file.js';
import { syncFile, syncFolder } from '../durable-files.js';
import { StoreError } from '../errors.js';
import { lockFolder } from './lock.js';
import { openSqlite } from './open-sqlite.js';
import { STORE_FILE } from './open-store.js';
import type { Clock } from '../clock.js';

/** A finished backup. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  /** Tells the operator what is not in the backup. */
  readonly notice: string;
}

/** A finished restore. */
export interface Restored {
  /** The copy of the previous store; undefined if the folder had no store. */
  readonly keptOld: string | undefined;
  /** Tells the operator what was not in the backup. */
  readonly notice: string;
}

/** Options of `restoreStore`. */
export interface RestoreOptions {
  /** Replaces an existing store, and keeps a copy of it. Default: false. */
  readonly force?: boolean;
  /** Milliseconds since 1970. The time is part of the name of that copy. */
  readonly now: Clock;
}

/**
 * Copies the store of a data folder into one file that only its owner can read. A server may run meanwhile: the copy is a
 * consistent snapshot.
 *
 * @throws StoreError when the folder has no store, and when the file already exists or cannot be written
 */
export function backupStore(folder: string, file: string): Backup {
  const source = join(folder, STORE_FILE);
  if (!existsSync(source)) {
    throw new StoreError(`There is no store in ${folder}. Use the data folder of a connector (CONNECTOR_DATA).`);
  }
  reserve(file);
  const draft = draftOf(file);
  try {
    reserve(draft);
    copyStore(source, draft);
    syncFile(draft);
    renameSync(draft, file);
    syncFolder(dirname(file));
  } catch (cause) {
    for (const path of [file, draft]) rmSync(path, { force: true });
    throw new StoreError(`The backup ${file} failed and was removed: ${reasonOf(cause)}.`, {
      cause,
    });
  }
  const notice =
    'The vault key is not in the backup. Keep the key file, or the value of CONNECTOR_VAULT_KEYS, elsewhere: the secrets in the backup cannot be read without it.';
  return { file, bytes: statSync(file).size, notice };
}

/**
 * Replaces the store of a data folder with a backup, completely or not at all. The next start migrates an older backup.
 *
 * @throws StoreError when a server uses the folder, when it has a store and `force` is not set, and for a file that is not a
 * backup, is damaged, or was made by a newer version
 */
export function restoreStore(folder: string, file: string, { force = false, now }: RestoreOptions): Restored {
  if (!existsSync(file)) throw new StoreError(`There is no backup file ${file}.`);
  createFolder(folder);
  const unlock = lockFolder(folder);
  const target = join(folder, STORE_FILE);
  const draft = draftOf(target);
  try {
    // The copy is checked and then installed, so a later change of the given file has no effect.
    copyFileSync(file, draft);
    chmodSync(draft, 0o600);
    checkBackup(draft, file);
    syncFile(draft);
    // SQLite would apply a log that was left behind to the new store.
    const hasOld = existsSync(target) || existsSync(`${target}-wal`);
    if (hasOld && !force) {
      const message = `There is already a store in ${folder}. Choose another folder, or use --force to replace the store and keep a copy of it.`;
      throw new StoreError(message);
    }
    const keptOld = hasOld ? keepCopy(folder, target, now()) : undefined;
    renameSync(draft, target);
    syncFolder(folder);
    const notice =
      'The vault key was not in the backup. Start the server with the key of the server that was backed up, in its key file or in CONNECTOR_VAULT_KEYS: the secrets cannot be read without it.';
    return { keptOld, notice };
  } finally {
    rmSync(draft, { force: true });
    unlock();
  }
}

/** `VACUUM INTO` copies a consistent snapshot while others write, and leaves deleted data out. */
function copyStore(source: string, file: string): void {
  const database = openSqlite(source);
  try {
    // A restored copy can return its free space to the disk, even if the source cannot.
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA auto_vacuum = INCREMENTAL');
    database.prepare('VACUUM INTO ?').run(file);
  } finally {
    database.close();
  }
}

/**
 * Copies the old store and its write-ahead log under a dated name. Then merges the log into the old store and deletes it:
 * SQLite would otherwise apply the log to the new store. The old store stays complete until it is replaced.
 */
function keepCopy(folder: string, target: string, time: number): string {
  const kept = join(folder, `connector-${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}.db`);
  for (const suffix of ['', '-wal'].filter((each) => existsSync(`${target}${each}`))) {
    copyFileSync(`${target}${suffix}`, `${kept}${suffix}`);
    syncFile(`${kept}${suffix}`);
  }
  syncFolder(folder);
  mergeLog(target);
  for (const suffix of ['-wal', '-shm']) rmSync(`${target}${suffix}`, { force: true });
  return kept;
}

function mergeLog(target: string): void {
  try {
    const database = openSqlite(target);
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    // The store may be damaged, which is a reason to restore a backup. Its copy is kept as it is.
  }
}

/** Creates an empty file that only its owner can read. */
function reserve(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if (reasonOf(cause) === 'EEXIST') {
      throw new StoreError(`The file ${file} already exists and is not overwritten. Choose another name.`, {
        cause,
      });
    }
    throw new StoreError(`The file ${file} cannot be written (${reasonOf(cause)}). Choose another folder.`, { cause });
  }
}

function draftOf(file: string): string {
  return `${file}.${randomBytes(8).toString('hex')}.draft`;
}

function reasonOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return code === '' || code === 'ERR_SQLITE_ERROR' ? error.message : code;
}
