import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Chunk, JournalPart } from './journal.js';

const BLOCK = 1024 * 1024;

/** What was kept of a file of rows. */
export interface Kept {
  readonly parts: readonly JournalPart[];
  readonly rows: number;
  readonly bytes: number;
  /** The hash of what was kept, to go on with. */
  readonly hash: Hash;
}

/**
 * Copies the complete parts of a file of rows to another file and flushes it. The pages of parts that were not complete are left
 * out, since these parts are read again.
 *
 * @param begin the bytes before the first row
 */
export async function keepCompleteParts(
  from: string,
  to: string,
  { parts, begin }: { readonly parts: readonly JournalPart[]; readonly begin: Uint8Array },
): Promise<Kept> {
  const [source, target] = [await open(from, 'r'), await open(to, 'w')];
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(BLOCK);
  let bytes = 0;
  const write = async (block: Uint8Array) => {
    await target.appendFile(block);
    hash.update(block);
    bytes += block.byteLength;
  };
  try {
    if (begin.byteLength > 0) await write(begin);
    const moved = new Map<Chunk, Chunk>();
    const chunks = parts.flatMap((part) => part.chunks).toSorted(([a], [b]) => a - b);
    for (const chunk of chunks) {
      const [offset, length] = chunk;
      moved.set(chunk, [bytes, length]);
      for (let done = 0; done < length;) {
        const { bytesRead } = await source.read(buffer, 0, Math.min(BLOCK, length - done), offset + done);
        if (bytesRead === 0) throw new Error(`${from} is shorter than its journal says.`);
        await write(buffer.subarray(0, bytesRead));
        done += bytesRead;
      }
    }
    await target.datasync();
    const kept = parts.map((part) => ({ ...part, chunks: part.chunks.map((chunk) => moved.get(chunk) ?? chunk) }));
    return { parts: kept, rows: parts.reduce((sum, { rows }) => sum + rows, 0), bytes, hash };
  } finally {
    await source.close();
    await target.close();
  }
}
