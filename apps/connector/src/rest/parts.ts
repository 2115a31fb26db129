/** Long bodies are written in parts of about this size, so that the server sees whether a client takes any of it. */
export const PART_BYTES = 64 * 1024;

/**
 * Streams views of the bytes, never copies.
 *
 * @param onEnd called when the bytes are not needed any more
 */
export function toParts(bytes: Uint8Array, onEnd?: () => void): ReadableStream<Uint8Array> {
  let start = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.enqueue(bytes.subarray(start, start + PART_BYTES));
    start += PART_BYTES;
    if (start < bytes.byteLength) return;
    controller.close();
    onEnd?.();
  };
  // Without a queue of its own, the stream holds no part that the client cannot take yet.
  return new ReadableStream<Uint8Array>({ pull, cancel: () => onEnd?.() }, { highWaterMark: 0 });
}
