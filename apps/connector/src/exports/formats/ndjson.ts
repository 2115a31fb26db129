import type { ExportColumn } from './columns.js';
import type { Encoder } from './encoder.js';

const NOTHING = new Uint8Array();

/** One JSON object a line. A missing value is null, so that every line has every column. */
export function createNdjsonEncoder(columns: readonly ExportColumn[]): Encoder {
  const names = columns.map(({ name }) => name);
  return {
    begin: () => NOTHING,
    rows(rows) {
      const lines = rows.map((row) =>
        JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name] ?? null]))),
      );
      return lines.length === 0 ? NOTHING : Buffer.from(`${lines.join('\n')}\n`);
    },
    end: () => NOTHING,
  };
}
