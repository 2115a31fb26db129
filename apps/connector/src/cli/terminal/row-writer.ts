import type { Format } from './format.js';
import type { Row, RowWriter } from './row.js';
import type { TableLayout } from './table-layout.js';

type Write = (text: string) => void;

/**
 * Creates the writer of a format, and loads what only that format needs: programs read JSON, and start the command often.
 *
 * @param columns default: the columns of the first row
 */
export async function createRowWriter(
  format: Format,
  columns: readonly string[] | undefined,
  write: Write,
  layout: TableLayout = {},
): Promise<RowWriter> {
  switch (format) {
    case 'ndjson':
      return { row: (row) => write(`${JSON.stringify(pick(row, columns))}\n`), end: () => undefined };
    case 'json':
      return jsonWriter(columns, write);
    case 'csv':
      return (await import('./csv-writer.js')).createCsvWriter(columns, write);
    case 'table':
      return (await import('./table-writer.js')).createTableWriter(columns, write, layout);
  }
}

function jsonWriter(columns: readonly string[] | undefined, write: Write): RowWriter {
  let count = 0;
  return {
    row(row) {
      write(`${count === 0 ? '[' : ','}\n${JSON.stringify(pick(row, columns))}`);
      count += 1;
    },
    end() {
      write(count === 0 ? '[]\n' : '\n]\n');
      return undefined;
    },
  };
}

function pick(row: Row, columns: readonly string[] | undefined): Row {
  return columns ? Object.fromEntries(columns.map((name) => [name, row[name]])) : row;
}
