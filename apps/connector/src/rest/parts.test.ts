import { expect, test } from 'vitest';
import { PART_BYTES, toParts } from './parts.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('all long bodies together send one part in a turn of the event loop', async () => {
  const readers = Array.from({ length: 50 }, () => toParts([new Uint8Array(3 * PART_BYTES)]));
  let parts = 0;
  const read = readers.map(async (body) => {
    for await (const part of body) parts += part.byteLength / PART_BYTES;
  });
  let most = 0;
  for (let before = 0; parts < 150; before = parts) {
    await turn();
    most = Math.max(most, parts - before);
  }
  await Promise.all(read);
  expect(most).toBe(1);
});

test('a body whose reader left before its turn sends nothing more, and ends once', async () => {
  let ends = 0;
  const reader = toParts([new Uint8Array(2 * PART_BYTES)], () => (ends += 1)).getReader();
  const first = reader.read();
  await reader.cancel();
  expect(await first).toEqual({ value: undefined, done: true });
  await turn();
  expect(ends).toBe(1);
});
