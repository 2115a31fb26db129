import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.js';

/** Reads a file that the user named. @throws UsageError if it cannot be read */
export function readInputFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new UsageError(`Cannot read the file ${file} (${code}).`, { cause });
  }
}
