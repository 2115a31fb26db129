import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from './errors.js';

/**
 * Creates a folder and the missing ones above it. One by one, because Node's own recursion never ends where the system refuses a
 * folder as missing, such as in /proc.
 *
 * @param mode their permissions. Default: those that the process gives new folders
 * @throws the error of the system
 */
export function createMissingFolders(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const each of missing) createOne(each, mode);
}

/**
 * Creates a folder and the missing ones above it, accessible only to their owner.
 *
 * @throws StoreError if the folder cannot be created or written to
 */
export function createFolder(folder: string): void {
  try {
    createMissingFolders(folder, 0o700);
    if (statSync(folder).isDirectory()) return accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw unusable(folder, (cause as Error).message, cause);
  }
  throw unusable(folder, 'it is not a folder');
}

function createOne(folder: string, mode: number | undefined): void {
  try {
    mkdirSync(folder, mode);
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
