import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFolder } from './create-folder.js';

/**
 * Creates a file and its folder, accessible only to their owner. The text is written and flushed under a draft name first, so
 * that a crash never leaves a partial file. The draft is then linked rather than renamed, because a rename would replace an
 * existing file.
 *
 * @returns false when the file already exists
 */
export function placeFile(file: string, text: string): boolean {
  const draft = `${file}.${randomBytes(8).toString('hex')}.draft`;
  createFolder(dirname(file));
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

/** Flushes the content of a file to the disk. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** Flushes the file names of a folder to the disk. Windows does not have this call and does not need it. */
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
