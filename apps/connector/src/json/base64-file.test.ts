import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Base64File } from './base64-file.js';

test('the pieces of a file are its base64, whatever its chunks are', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 }), (chunks) => {
      const base64 = Buffer.concat(chunks).toString('base64');
      expect([...new Base64File(chunks).pieces()].join('')).toBe(base64);
      expect(JSON.stringify({ file: new Base64File(chunks) })).toBe(JSON.stringify({ file: base64 }));
    }),
    { numRuns: 300 },
  );
});

test('a piece is as long as the base64 of one chunk', () => {
  const chunks = Array.from({ length: 10 }, () => new Uint8Array(65_536));
  const pieces = [...new Base64File(chunks).pieces()];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual((65_538 / 3) * 4);
});
