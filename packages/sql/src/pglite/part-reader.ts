import type { SlotRows } from '../engine/engine.js';
import type { ReadFile } from './instance.ts';

/** Reads a file that consists of parts where they are. */
export function createPartReader(parts: SlotRows): ReadFile {
  // Files are read from start to end, so the next part is mostly this one.
  let [index, start] = [0, 0];
  return (...[, target, offset, length, position]) => {
    if (position < start) [index, start] = [0, 0];
    let count = 0;
    for (let part = parts[index]; part; part = parts[index]) {
      const from = position + count - start;
      const piece = part.subarray(from, from + length - count);
      target.set(piece, offset + count);
      count += piece.byteLength;
      if (count === length) break;
      start += part.byteLength;
      index += 1;
    }
    return count;
  };
}
