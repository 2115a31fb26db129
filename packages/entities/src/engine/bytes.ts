import { EntityError } from '../errors.js';
import type { Port } from './meter.js';
import { waitForTurn } from './turns.js';

/** The maximum size of a result. Larger files must be streamed. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a stream to its end, with a turn of the event loop for each chunk.
 *
 * @throws EntityError RESULT_TOO_LARGE
 */
export async function readBytes(
  body: ReadableStream<Uint8Array>,
  { reserve, yieldToEventLoop = waitForTurn }: Pick<Port, 'reserve' | 'yieldToEventLoop'>,
): Promise<readonly Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw new EntityError(
        'RESULT_TOO_LARGE',
        `The file exceeds the maximum result size of ${MAX_BYTES / 1024 / 1024} MiB. Download it as a stream.`,
      );
    }
    chunks.push(chunk);
    reserve?.({ held: size, expected: 0 });
    await yieldToEventLoop(chunk.byteLength);
  }
  return chunks;
}
