import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../../store/durable-files.js';

const KEY_BYTES = 32;

/** Puts a new key in front of those of a key file: from then on it encrypts, and the others still open. */
export function addKey(keyFile: string): void {
  replace(keyFile, [randomBytes(KEY_BYTES).toString('base64'), ...linesOf(keyFile)]);
}

/** Leaves only the first key of a key file. */
export function dropOldKeys(keyFile: string): void {
  replace(keyFile, linesOf(keyFile).slice(0, 1));
}

/** How many keys a key file has. */
export function countKeys(keyFile: string): number {
  return linesOf(keyFile).length;
}

function linesOf(keyFile: string): readonly string[] {
  const lines = readFileSync(keyFile, 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The file is at any moment wholly the one or wholly the other, whatever ends the process. */
function replace(keyFile: string, lines: readonly string[]): void {
  const draft = `${keyFile}.draft`;
  // One that a process left that was cut off.
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
