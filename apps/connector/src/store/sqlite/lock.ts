import { join } from 'node:path';
import { StoreError } from '../errors.js';
import { openSqlite } from './node-sqlite.js';

/**
 * Takes the data folder for this process: two servers on one folder would each think that the other's calls were cut off.
 * The lock is the operating system's, on a file, so that it ends with the process however that ends.
 *
 * @returns what gives the folder free again
 * @throws StoreError when another process has it
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
