import { waitForTurn } from '@twilio-connector/entities';
import type { Encoder, Row } from './formats/encoder.js';

/** Encodes pages of rows as they come, for a reader that drives them with its pace. */
export async function* encodePages(
  pages: AsyncIterable<{ readonly rows: readonly Row[] }>,
  encoder: Encoder,
): AsyncGenerator<Uint8Array> {
  yield encoder.begin();
  for await (const { rows } of pages) {
    // Other work gets its turn before this one goes on.
    await waitForTurn();
    const bytes = encoder.rows(rows);
    if (bytes.byteLength > 0) yield bytes;
  }
  yield encoder.end();
}
