import { stringify } from 'csv-stringify/sync';

/** A row: column -> value. */
export type Row = Readonly<Record<string, unknown>>;

/** The forms in which rows are written. */
export const FORMATS = ['table', 'ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

type Write = (text: string) => void;

/** Writes rows as they come. */
export interface RowWriter {
  row(row: Row): void;
  end(): void;
}

// The widths of a table's columns follow from its first rows.
const ROWS_FOR_WIDTH = 200;
const MAX_WIDTH = 40;

/** Makes a writer of rows with the given columns; none given means those of the first row. */
export function createRowWriter(format: Format, columns: readonly string[] | undefined, write: Write): RowWriter {
  switch (format) {
    case 'ndjson':
      return { row: (row) => write(`${JSON.stringify(pick(row, columns))}\n`), end() {} };
    case 'json':
      return jsonWriter(columns, write);
    case 'csv':
      return csvWriter(columns, write);
    case 'table':
      return tableWriter(columns, write);
  }
}

function jsonWriter(columns: readonly string[] | undefined, write: Write): RowWriter {
  let count = 0;
  return {
    row(row) {
      write(`${count === 0 ? '[' : ','}\n${JSON.stringify(pick(row, columns))}`);
      count += 1;
    },
    end: () => write(count === 0 ? '[]\n' : '\n]\n'),
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
      write(stringify([columns.map((name) => cell(row[name]))]));
    },
    end() {
      if (!header && columns) begin(columns);
    },
  };
}

function tableWriter(given: readonly string[] | undefined, write: Write): RowWriter {
  const held: Row[] = [];
  let print: ((row: Row) => void) | undefined;
  const begin = () => {
    const columns = given ?? Object.keys(held[0] ?? {});
    // The last column may be as wide as it likes: nothing stands behind it.
    const widths = columns.map((name, index) =>
      Math.min(
        index === columns.length - 1 ? Number.POSITIVE_INFINITY : MAX_WIDTH,
        Math.max(name.length, ...held.map((row) => cell(row[name]).length)),
      ),
    );
    const line = (cells: readonly string[]) =>
      `${cells
        .map((text, index) => fit(text, widths[index] ?? 0))
        .join('  ')
        .trimEnd()}\n`;
    write(line(columns));
    write(line(widths.map((width) => '─'.repeat(width))));
    print = (row) => write(line(columns.map((name) => cell(row[name]))));
    for (const row of held.splice(0)) print(row);
  };
  return {
    row(row) {
      if (print) return print(row);
      held.push(row);
      if (held.length >= ROWS_FOR_WIDTH) begin();
    },
    end() {
      if (!print && (held.length > 0 || given)) begin();
    },
  };
}

function pick(row: Row, columns: readonly string[] | undefined): Row {
  return columns ? Object.fromEntries(columns.map((name) => [name, row[name]])) : row;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function fit(text: string, width: number): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > width ? `${flat.slice(0, width - 1)}…` : flat.padEnd(width);
}
