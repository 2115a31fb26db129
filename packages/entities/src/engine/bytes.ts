import { EntityError } from '../errors.js';
import type { CallOptions } from '../model/request.js';

/** The maximum size of a result. Larger files must be streamed. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a stream to its end and encodes it as base64.
 *
 * @throws EntityError RESULT_TOO_LARGE
 */
export async function toBase64(body: ReadableStream<Uint8Array>, reserve: CallOptions['reserve']): Promise<string> {
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
    // At the end, the chunks, the whole file and its base64 exist at the same time.
    reserve?.({ held: size, expected: size + toBase64Size(size) });
  }
  const text = Buffer.concat(chunks).toString('base64');
  reserve?.({ held: text.length, expected: 0 });
  return text;
}

function toBase64Size(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
