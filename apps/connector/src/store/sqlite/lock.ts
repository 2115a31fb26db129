import { join } from 'node:path';
import { StoreError } from '../errors.js';
import { openSqlite } from './open-sqlite.js';

/**
 * Locks the data folder for this process. Two servers on one folder would each treat the other's in-flight calls as
 * interrupted. The operating system holds the lock on a file and releases it when the process ends, even after a crash.
 *
 * @returns a function that releases the lock
 * @throws StoreError when another process holds the lock
 */
export function lockFolder(folder: string): () => void {
  const lock = openSqlite(join(folder, 'lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    const message = `Another process serves the data folder ${folder}. Stop it, or choose another folder with CONNECTOR_DATA.`;
    throw new StoreError(message, { cause });
  }
  return () => lock.close();
}
