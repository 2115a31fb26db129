import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { jsonPieces } from '../json/pieces.js';

/** The maximum size of a recorded result as JSON. */
export const MAX_RESULT_BYTES = 256 * 1024;

/** The size and the SHA-256 of a result as JSON, in place of a result that is too large to keep. */
export interface ResultDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a result as JSON, in steps with a pause between them if it is large. The text of a too large one is not kept. */
export async function writeResult(
  value: unknown,
): Promise<{ readonly text: string | undefined; readonly digest: ResultDigest }> {
  const hash = createHash('sha256');
  const kept: string[] = [];
  let bytes = 0;
  let paused = 0;
  for (const piece of jsonPieces(value)) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
    if (bytes <= MAX_RESULT_BYTES) kept.push(piece);
    if (bytes - paused < MAX_RESULT_BYTES) continue;
    paused = bytes;
    await nextTurn();
  }
  const text = bytes <= MAX_RESULT_BYTES ? kept.join('') : undefined;
  return { text, digest: { bytes, sha256: hash.digest('hex') } };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
