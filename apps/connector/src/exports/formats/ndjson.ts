import { toBlocks } from './blocks.js';
import { createSelection, type ExportColumn } from './columns.js';
import type { Encoder, Row } from './encoder.js';

const NOTHING = new Uint8Array();

/** One JSON object a line. */
export function createNdjsonEncoder(columns: readonly ExportColumn[]): Encoder {
  const select = createSelection(columns);
  function* toLines(rows: readonly Row[]) {
    for (const row of rows) yield `${JSON.stringify(select(row))}\n`;
  }
  return { begin: () => NOTHING, rows: (rows) => toBlocks(toLines(rows)), end: () => NOTHING };
}
