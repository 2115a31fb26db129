import { toCsvLine } from '../../exports/formats/csv.js';
import type { RowWriter } from './row.js';

/** Writes rows as CSV, with a header. */
export function createCsvWriter(given: readonly string[] | undefined, write: (text: string) => void): RowWriter {
  let columns = given;
  const begin = (names: readonly string[]) => {
    write(toCsvLine(names));
    return names;
  };
  let header: readonly string[] | undefined;
  return {
    row(row) {
      columns ??= Object.keys(row);
      header ??= begin(columns);
      write(toCsvLine(columns.map((name) => row[name])));
    },
    end() {
      if (!header && columns) begin(columns);
      return undefined;
    },
  };
}
