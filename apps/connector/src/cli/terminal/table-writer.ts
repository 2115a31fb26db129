import { toLine, toMinute } from './cell-text.js';
import type { Row, RowWriter } from './row.js';
import { fitColumns, GAP, type TableLayout } from './table-layout.js';
import { cut, pad, widestOf, wrap } from './text-width.js';

type Lines = (cells: readonly string[], widths: readonly number[]) => string;

// The first rows determine the widths of the columns.
const ROWS_FOR_WIDTH = 200;

/** Writes rows as a table. In a file, every row is one line and every value is whole. */
export function createTableWriter(
  given: readonly string[] | undefined,
  write: (text: string) => void,
  layout: TableLayout,
): RowWriter {
  const held: Row[] = [];
  let columns: readonly string[] = [];
  let print: ((row: Row) => void) | undefined;
  const isOnTerminal = layout.width !== undefined;
  const isOneLine = layout.fit === 'cut' || layout.fit === 'omit';
  const textOf = (row: Row, name: string) => {
    const text = toLine(row[name]);
    return isOnTerminal && isOneLine ? toMinute(text) : text;
  };
  const begin = () => {
    const all = given ?? Object.keys(held[0] ?? {});
    const texts = all.map((name) => [name, ...held.map((row) => textOf(row, name))]);
    const fitted = fitColumns(texts, layout);
    columns = fitted.map(({ index }) => all[index] ?? '');
    const widths = fitted.map(({ width }) => width);
    const isFlexible = columns.map((name) => isOnTerminal && layout.flexible?.includes(name) === true);
    const toLines: Lines =
      isOnTerminal && !isOneLine
        ? wrappedLines
        : (cells) =>
            joined(
              cells.map((text, index) => (isFlexible[index] ? cut(text, widths[index] ?? 0) : text)),
              widths,
            );
    const line = (cells: readonly string[]) => write(toLines(cells, widths));
    line(columns);
    line(fitted.map(({ index, width }) => '─'.repeat(Math.min(width, widestOf(texts[index] ?? [])))));
    print = (row) => line(columns.map((name) => textOf(row, name)));
    for (const row of held.splice(0)) print(row);
  };
  return {
    row(row: Row) {
      if (print) return print(row);
      held.push(row);
      if (held.length >= ROWS_FOR_WIDTH) begin();
    },
    end() {
      if (!print && (held.length > 0 || given)) begin();
      return columns;
    },
  };
}

const wrappedLines: Lines = (cells, widths) => {
  const last = cells.length - 1;
  const wrapped = cells.map((text, index) => wrap(text, widths[index] ?? 0, index < last));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    joined(
      wrapped.map((lines) => lines[line] ?? ''),
      widths,
    ),
  ).join('');
};

function joined(cells: readonly string[], widths: readonly number[]): string {
  return `${cells
    .map((text, index) => pad(text, widths[index] ?? 0))
    .join(GAP)
    .trimEnd()}\n`;
}
