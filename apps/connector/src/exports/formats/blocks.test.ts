import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBlocks } from './blocks.js';

const BLOCK_BYTES = 64 * 1024;

test('blocks contain the lines as UTF-8, and are short unless a line is long', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '\ud800', '\n'), maxLength: 40 });
  const line = fc.tuple(text, fc.nat(3000)).map(([part, times]) => part.repeat(times));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const blocks = [...toBlocks(lines)];
      expect(Buffer.concat(blocks).equals(Buffer.concat(lines.map((each) => Buffer.from(each))))).toBe(true);
      // A block is made for the most bytes that its first line can take.
      const most = Math.max(BLOCK_BYTES, ...lines.map(({ length }) => 3 * length));
      for (const block of blocks) expect(block.byteLength).toBeLessThanOrEqual(most);
      expect(blocks.every(({ byteLength }) => byteLength > 0)).toBe(true);
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test('a block that was taken stays as it is', () => {
  const blocks = toBlocks(['a'.repeat(BLOCK_BYTES / 3), 'b'.repeat(BLOCK_BYTES), 'c']);
  const first = blocks.next().value as Uint8Array;
  for (const block of blocks) expect(block.byteLength).toBeGreaterThan(0);
  expect(Buffer.from(first).toString()).toBe('a'.repeat(first.byteLength));
});
