import { EntityError } from '../errors.js';

/** The most bytes that a result holds; more are to be streamed. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads bytes to their end, as base64.
 *
 * @throws EntityError RESULT_TOO_LARGE
 */
export async function toBase64(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw new EntityError(
        'RESULT_TOO_LARGE',
        `The file has more than ${MAX_BYTES / 1024 / 1024} MiB, which is more than a result holds. Download it as a stream.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('base64');
}
