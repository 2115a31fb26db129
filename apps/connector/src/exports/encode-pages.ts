import { waitForTurn } from '@twilio-connector/entities';
import type { Encoder, Row } from './formats/encoder.js';

/**
 * Encodes pages of rows as they come, for a reader that drives them with its pace.
 *
 * @param afterPage called after each page, to free the memory that it took
 */
export async function* encodePages(
  pages: AsyncIterable<{ readonly rows: readonly Row[] }>,
  encoder: Encoder,
  afterPage: () => void,
): AsyncGenerator<Uint8Array> {
  yield encoder.begin();
  for await (const { rows } of pages) {
    // Other work gets its turn before this one goes on.
    await waitForTurn();
    yield* encoder.rows(rows);
    afterPage();
  }
  yield encoder.end();
}
