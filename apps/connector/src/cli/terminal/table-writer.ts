import { cellToText } from './cell-text.js';
import { fitColumns, type TableLayout } from './table-layout.js';

type Row = Readonly<Record<string, unknown>>;
type Lines = (cells: readonly string[], widths: readonly number[]) => string;

// The first rows determine the widths of the columns.
const ROWS_FOR_WIDTH = 200;
const GAP = '  ';

/** Writes rows as a table. In a file every row is one line; on a terminal, cells wrap unless columns are omitted. */
export function createTableWriter(
  given: readonly string[] | undefined,
  write: (text: string) => void,
  layout: TableLayout,
) {
  const held: Row[] = [];
  let print: ((row: Row) => void) | undefined;
  const begin = () => {
    const all = given ?? Object.keys(held[0] ?? {});
    const texts = all.map((name) => [name, ...held.map((row) => textOf(row, name))]);
    const fitted = fitColumns(texts, GAP.length, layout);
    const columns = fitted.map(({ index }) => all[index] ?? '');
    const widths = fitted.map(({ width }) => width);
    const toLines: Lines = layout.width === undefined || layout.omitsColumns ? cutLine : wrappedLines;
    const line = (cells: readonly string[]) => write(toLines(cells, widths));
    line(columns);
    line(fitted.map(({ index, width }) => '─'.repeat(Math.min(width, longest(texts[index] ?? [])))));
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
    },
  };
}

function textOf(row: Row, name: string): string {
  return cellToText(row[name]).replace(/\s+/g, ' ');
}

function longest(cells: readonly string[]): number {
  return Math.max(...cells.map(({ length }) => length));
}

const cutLine: Lines = (cells, widths) =>
  joined(
    cells.map((text, index) => cut(text, widths[index] ?? 0)),
    widths,
  );

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
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

/** Breaks a text at spaces. A longer word is left whole in the last column, so that it can be copied from the terminal. */
function wrap(text: string, width: number, breaksWords: boolean): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width && width > 0) {
    const before = rest.lastIndexOf(' ', width);
    const space = before > 0 || breaksWords ? before : rest.indexOf(' ', width);
    const end = space > 0 ? space : breaksWords ? width : rest.length;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && lines.length > 0 ? lines : [...lines, rest];
}

function joined(cells: readonly string[], widths: readonly number[]): string {
  const last = cells.length - 1;
  const padded = cells.map((text, index) => (index === last ? text : text.padEnd(widths[index] ?? 0)));
  return `${padded.join(GAP).trimEnd()}\n`;
}
