import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a file, and its folder, for their owner only. The text is whole on the disk, under a name of its own, before it gets
 * its name: whatever ends the process, half of it is never found there. A file that is there is not replaced, as a rename
 * would do.
 *
 * @returns false when there is such a file already
 */
export function placeFile(file: string, text: string): boolean {
  const draft = `${file}.${randomBytes(8).toString('hex')}.draft`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeToDisk(draft, text);
    linkSync(draft, file);
    syncFolder(dirname(file));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeToDisk(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until a file's content is on the disk. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** Waits until the names in a folder are on the disk. Windows has no such call, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
