import { stringify } from 'csv-stringify/sync';
import { cellToText } from './cell-text.js';
import type { Format } from './format.js';
import type { Row, RowWriter } from './row.js';
import type { TableLayout } from './table-layout.js';
import { createTableWriter } from './table-writer.js';

type Write = (text: string) => void;

/** @param columns default: the columns of the first row */
export function createRowWriter(
  format: Format,
  columns: readonly string[] | undefined,
  write: Write,
  layout: TableLayout = {},
): RowWriter {
  switch (format) {
    case 'ndjson':
      return { row: (row) => write(`${JSON.stringify(pick(row, columns))}\n`), end: () => undefined };
    case 'json':
      return jsonWriter(columns, write);
    case 'csv':
      return csvWriter(columns, write);
    case 'table':
      return createTableWriter(columns, write, layout);
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

function csvWriter(given: readonly string[] | undefined, write: Write): RowWriter {
  let columns = given;
  const begin = (names: readonly string[]) => {
    write(stringify([[...names]]));
    return names;
  };
  let header: readonly string[] | undefined;
  return {
    row(row) {
      columns ??= Object.keys(row);
      header ??= begin(columns);
      write(stringify([columns.map((name) => cellToText(row[name]))]));
    },
    end() {
      if (!header && columns) begin(columns);
      return undefined;
    },
  };
}

function pick(row: Row, columns: readonly string[] | undefined): Row {
  return columns ? Object.fromEntries(columns.map((name) => [name, row[name]])) : row;
}
