import { waitForTurn } from '@twilio-connector/entities';

/** Long bodies are written in parts of about this size, so that the server sees whether a client takes any of it. */
export const PART_BYTES = 64 * 1024;

/**
 * Streams views of the chunks, never copies. All bodies together send one part in a turn of the event loop, so that many
 * readers delay other requests no longer than one does.
 *
 * @param onEnd called when the chunks are not needed any more
 */
export function toParts(chunks: readonly Uint8Array[], onEnd?: () => void): ReadableStream<Uint8Array> {
  const parts = partsOf(chunks);
  let isCancelled = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await waitForTurn();
    if (isCancelled) return;
    const { value, done } = parts.next();
    if (!done) return controller.enqueue(value);
    controller.close();
    onEnd?.();
  };
  const cancel = () => {
    isCancelled = true;
    onEnd?.();
  };
  // Without a queue of its own, the stream holds no part that the client cannot take yet.
  return new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 });
}

function* partsOf(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.byteLength; start += PART_BYTES) yield chunk.subarray(start, start + PART_BYTES);
  }
}
