import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from './errors.js';

/**
 * Creates a folder and the missing ones above it, accessible only to their owner. One by one, because Node's own recursion
 * never ends where the system refuses a folder as missing, such as in /proc.
 *
 * @throws StoreError if the folder cannot be created or written to
 */
export function createFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  try {
    for (const each of missing) createOne(each);
    if (statSync(folder).isDirectory()) return accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(folder, (cause as Error).message, cause);
  }
  throw unusable(folder, 'it is not a folder');
}

function createOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it at the same time.
    if (!existsSync(folder)) throw error;
  }
}

function unusable(folder: string, why: string, cause?: unknown): StoreError {
  return new StoreError(
    `The folder ${folder} cannot be used: ${why}. Choose another one with --data or CONNECTOR_DATA.`,
    {
      cause,
    },
  );
}
