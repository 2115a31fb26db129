import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../../store/durable-files.js';

const KEY_BYTES = 32;

/** Prepends a new key to a key file. The first key encrypts; every key decrypts. */
export function addKey(keyFile: string): void {
  replace(keyFile, [randomBytes(KEY_BYTES).toString('base64'), ...linesOf(keyFile)]);
}

/** Removes every key but the first from a key file. */
export function dropOldKeys(keyFile: string): void {
  replace(keyFile, linesOf(keyFile).slice(0, 1));
}

/** The number of keys in a key file. */
export function countKeys(keyFile: string): number {
  return linesOf(keyFile).length;
}

function linesOf(keyFile: string): readonly string[] {
  const lines = readFileSync(keyFile, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Replaces the file atomically: a crash leaves either the old or the new content. */
function replace(keyFile: string, lines: readonly string[]): void {
  const draft = `${keyFile}.draft`;
  // An interrupted run may have left a draft.
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${lines.join('\n')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, keyFile);
  syncFolder(dirname(keyFile));
}
