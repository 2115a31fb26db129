import { toLines } from './cell-text.js';
import type { Row } from './row.js';
import { GAP } from './table-layout.js';
import { pad, widestOf, wrap } from './text-width.js';

// A value in a narrower column would be hard to read.
const MIN_WIDTH = 20;

/** Shows one row with one column a line. On a terminal, long values continue below their start. */
export function recordToText(row: Row, columns: readonly string[], width: number | undefined): string {
  const names = widestOf(columns);
  const room = width === undefined ? Infinity : Math.max(MIN_WIDTH, width - names - GAP.length);
  const lines = columns.flatMap((column) =>
    toLines(row[column])
      .flatMap((line) => (line.startsWith(' ') ? line : wrap(line, room)))
      .map((line, index) => `${pad(index === 0 ? column : '', names)}${GAP}${line}`.trimEnd()),
  );
  return lines.map((line) => `${line}\n`).join('');
}
