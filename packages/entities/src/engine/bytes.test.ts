import { expect, test, vi } from 'vitest';
import { readBytes } from './bytes.js';

const MIB = 1024 * 1024;

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

test('a file is read chunk by chunk, and other work gets its turn after each', async () => {
  const turn = vi.fn(async () => {});
  const chunks = [3000, 65_536, 1].map((length, index) => new Uint8Array(length).fill(index));
  expect(await readBytes(streamOf(chunks), { yieldToEventLoop: turn })).toEqual(chunks);
  expect(turn.mock.calls).toEqual([[3000], [65_536], [1]]);
});

test('the memory of what has arrived is reserved, and a file of more than 50 MiB is refused', async () => {
  const held: number[] = [];
  const reserve = (need: { readonly held: number }) => void held.push(need.held);
  const file = streamOf(Array.from({ length: 6 }, () => new Uint8Array(9 * MIB)));
  const read = readBytes(file, { reserve, yieldToEventLoop: async () => {} });
  await expect(read).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE', message: expect.stringContaining('50 MiB') });
  expect(held).toEqual([1, 2, 3, 4, 5].map((count) => count * 9 * MIB));
});
