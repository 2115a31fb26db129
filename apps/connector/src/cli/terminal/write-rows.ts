import type { Format } from './format.js';
import { createRowWriter, type Row, type RowWriter } from './row-writer.js';

/** How rows are written. */
export interface RowOutput {
  readonly output: Format;
  /** Default: the columns of the first row. */
  readonly columns?: readonly string[] | undefined;
  /** In a table on a terminal, omits empty columns and those that do not fit. */
  readonly omitsColumns?: boolean;
}

/** A writer to standard output. Tables fit the width of the terminal. */
export function openRowWriter({ output, columns, omitsColumns }: RowOutput, { stdout }: NodeJS.Process): RowWriter {
  const width = stdout.isTTY ? stdout.columns : undefined;
  return createRowWriter(output, columns, (text) => stdout.write(text), { width, omitsColumns });
}

/** Writes rows to standard output. */
export function writeRows(rows: readonly Row[], output: RowOutput, process: NodeJS.Process): void {
  const writer = openRowWriter(output, process);
  for (const row of rows) writer.row(row);
  writer.end();
}

/** The requested format; by default a table on a terminal, else NDJSON. */
export function formatOf({ output }: { readonly output?: Format }, process: NodeJS.Process): Format {
  return output ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}
