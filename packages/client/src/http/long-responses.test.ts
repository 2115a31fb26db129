import { expect, test, vi } from 'vitest';
import { createTestClient, REQUESTS } from '../../test/test-client.js';

const KIB = 1024;

/** Requests a document that arrives in these parts. `onTurn` runs whenever the client lets other work proceed. */
async function requestParts(parts: readonly Uint8Array[], onTurn: () => Promise<void> | void = () => {}) {
  const yieldToEventLoop = vi.fn(async () => onTurn());
  const fetch = async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
      { headers: { 'content-type': 'application/json' } },
    );
  const { client } = createTestClient({ fetch, yieldToEventLoop });
  const { body } = await client.request(REQUESTS.GET);
  return { body, turns: yieldToEventLoop.mock.calls.length };
}

/** The parts of a JSON document with a text, each of so many bytes. */
function partsOf(text: string, bytes: number): Uint8Array[] {
  const document = Buffer.from(JSON.stringify({ text }));
  return Array.from({ length: Math.ceil(document.length / bytes) }, (_, index) =>
    document.subarray(index * bytes, (index + 1) * bytes),
  );
}

test('a response of up to 64 KiB is read without a pause', async () => {
  const text = 'x'.repeat(64 * KIB - '{"text":""}'.length);
  expect(await requestParts(partsOf(text, 64 * KIB))).toEqual({ body: { text }, turns: 0 });
});

test('a longer response lets other work proceed after each of its parts, and before it is parsed', async () => {
  const parse = vi.spyOn(JSON, 'parse');
  const text = 'x'.repeat(256 * KIB - '{"text":""}'.length);
  const parsed = () => parse.mock.calls.filter(([document]) => document.includes(text)).length;
  const before: number[] = [];
  const read = await requestParts(partsOf(text, 64 * KIB), () => void before.push(parsed()));
  expect(read).toEqual({ body: { text }, turns: 4 });
  expect([...before, parsed()]).toEqual([0, 0, 0, 0, 1]);
  parse.mockRestore();
});

test('a character that two parts share is read whole, and a byte order mark is ignored', async () => {
  const text = '€😀'.repeat(30_000);
  const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
  expect((await requestParts([mark, ...partsOf(text, 9973)])).body).toEqual({ text });
});

test('a call that is aborted while it waits for its turn rejects with the reason', async () => {
  const controller = new AbortController();
  const fetch = async () => new Response(JSON.stringify({ text: 'x'.repeat(100 * KIB) }));
  const yieldToEventLoop = () => {
    controller.abort(new Error('no longer needed'));
    return new Promise<void>(() => {});
  };
  const { client } = createTestClient({ fetch, yieldToEventLoop });
  const { signal } = controller;
  await expect(client.request(REQUESTS.GET, { signal })).rejects.toThrow('no longer needed');
});
