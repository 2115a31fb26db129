import { type ExportColumn, withColumns } from './columns.js';
import type { Encoder } from './encoder.js';

const NOTHING = new Uint8Array();

/** One JSON object a line. */
export function createNdjsonEncoder(columns: readonly ExportColumn[]): Encoder {
  return {
    begin: () => NOTHING,
    rows(rows) {
      const lines = rows.map((row) => JSON.stringify(withColumns(row, columns)));
      return lines.length === 0 ? NOTHING : Buffer.from(`${lines.join('\n')}\n`);
    },
    end: () => NOTHING,
  };
}
