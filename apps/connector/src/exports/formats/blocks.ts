const BLOCK_BYTES = 64 * 1024;
/** UTF-8 takes at most so many bytes for a unit of UTF-16. */
const MOST_BYTES_PER_UNIT = 3;

/** Writes lines as UTF-8 into blocks of memory, which leaves less garbage than texts of many lines. */
export function* toBlocks(lines: Iterable<string>): Generator<Uint8Array, void> {
  let block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let length = 0;
  for (const line of lines) {
    const most = line.length * MOST_BYTES_PER_UNIT;
    if (length + most > block.length) {
      if (length > 0) yield block.subarray(0, length);
      block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, most));
      length = 0;
    }
    length += block.write(line, length);
  }
  if (length > 0) yield block.subarray(0, length);
}
