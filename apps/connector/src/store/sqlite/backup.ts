import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { checkBackup } from './backup-file.js';
import { syncFile, syncFolder } from '../durable-files.js';
import { StoreError } from '../errors.js';
import { lockFolder } from './lock.js';
import { openSqlite } from './node-sqlite.js';
import { STORE_FILE } from './open-store.js';

/** A backup that was made. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  /** What whoever makes a backup has to know: what is not in it. */
  readonly notice: string;
}

/** A backup that was restored. */
export interface Restored {
  /** Where the store that was there before is; undefined when there was none. */
  readonly keptOld: string | undefined;
  /** What whoever restores a backup has to know: what was not in it. */
  readonly notice: string;
}

/** How a backup is restored. */
export interface RestoreOptions {
  /** Also where there is a store already; that one is kept beside. Default: false. */
  readonly force?: boolean;
  /** Milliseconds since 1970: part of the name of the store that is kept. */
  readonly now: () => number;
}

/**
 * Copies the store of a data folder into one file, for its owner only; also while a server runs, as of one moment.
 *
 * @throws StoreError when the folder has no store, the file is there already, or cannot be written
 */
export function backupStore(folder: string, file: string): Backup {
  const source = join(folder, STORE_FILE);
  if (!existsSync(source)) {
    throw new StoreError(`There is no store in ${folder}. Give the data folder of a connector (CONNECTOR_DATA).`);
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
    throw new StoreError(`The backup ${file} could not be made, and was taken away again: ${reasonOf(cause)}.`, {
      cause,
    });
  }
  const notice =
    'The vault key is not in the backup: keep the key file, or what CONNECTOR_VAULT_KEYS holds, elsewhere. Without it nobody can read the secrets in the backup.';
  return { file, bytes: statSync(file).size, notice };
}

/**
 * Puts a backup in the place of the store of a data folder, wholly or not at all. An older one is brought up to date at the
 * next start.
 *
 * @throws StoreError when a server has the folder, when it has a store and `force` is not given, and for a file that is no
 * backup, is damaged, or was made by a newer version
 */
export function restoreStore(folder: string, file: string, { force = false, now }: RestoreOptions): Restored {
  if (!existsSync(file)) throw new StoreError(`There is no backup ${file}.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const free = lockFolder(folder);
  const target = join(folder, STORE_FILE);
  const draft = draftOf(target);
  try {
    // What is checked is what is put in place, whatever happens to the file meanwhile.
    copyFileSync(file, draft);
    chmodSync(draft, 0o600);
    checkBackup(draft, file);
    syncFile(draft);
    const hasOld = existsSync(target);
    if (hasOld && !force) {
      const message = `There is a store in ${folder} already. Choose another folder, or force it: the store is then kept beside.`;
      throw new StoreError(message);
    }
    const keptOld = hasOld ? keepOld(folder, target, now()) : undefined;
    renameSync(draft, target);
    syncFolder(folder);
    const notice =
      'The vault key was not in the backup: start with the key of the server that was backed up, in its key file or in CONNECTOR_VAULT_KEYS. Without it the secrets cannot be read.';
    return { keptOld, notice };
  } finally {
    rmSync(draft, { force: true });
    free();
  }
}

/** `VACUUM INTO` reads one state of the store while others write, and copies nothing of what was deleted. */
function copyStore(source: string, file: string): void {
  const database = openSqlite(source);
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    database.prepare('VACUUM INTO ?').run(file);
  } finally {
    database.close();
  }
}

/**
 * Copies the old store, with its log of writes, under a dated name; then writes that log into the store, since SQLite would
 * take it for the new one's. Until the new one is put in place the old one is still whole.
 */
function keepOld(folder: string, target: string, time: number): string {
  const kept = join(folder, `connector-${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}.db`);
  for (const suffix of ['', '-wal'].filter((each) => existsSync(`${target}${each}`))) {
    copyFileSync(`${target}${suffix}`, `${kept}${suffix}`);
    syncFile(`${kept}${suffix}`);
  }
  syncFolder(folder);
  settle(target);
  for (const suffix of ['-wal', '-shm']) rmSync(`${target}${suffix}`, { force: true });
  return kept;
}

function settle(target: string): void {
  try {
    const database = openSqlite(target);
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    // A damaged store is why a backup is restored: it is kept as it is.
  }
}

/** Makes an empty file, for its owner only. */
function reserve(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if (reasonOf(cause) === 'EEXIST') {
      throw new StoreError(`There is a file ${file} already, which is not overwritten. Choose another name.`, {
        cause,
      });
    }
    throw new StoreError(`The file ${file} cannot be written (${reasonOf(cause)}). Choose another place.`, { cause });
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
