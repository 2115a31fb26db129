import { once } from 'node:events';
import type { Format } from './format.js';
import type { Row, RowWriter } from './row.js';
import { createRowWriter } from './row-writer.js';
import type { TableLayout } from './table-layout.js';

/** How rows are written. */
export interface RowOutput extends Omit<TableLayout, 'width'> {
  readonly output: Format;
  /** Default: the columns of the first row. */
  readonly columns?: readonly string[] | undefined;
}

/** An output that may be a terminal. */
type Terminal = Pick<NodeJS.Process['stdout'], 'isTTY' | 'columns'>;

// The width of a terminal that does not say how wide it is.
const DEFAULT_WIDTH = 80;

/** Writes rows to standard output as they arrive. */
interface OutputWriter extends RowWriter {
  /** Waits for a slow reader of standard output. */
  drained(signal: AbortSignal): Promise<void>;
}

/** A writer to standard output. Tables fit the width of the terminal. */
export async function openRowWriter(
  { output, columns, ...layout }: RowOutput,
  { stdout }: NodeJS.Process,
): Promise<OutputWriter> {
  const write = (text: string) => stdout.write(text);
  return {
    ...(await createRowWriter(output, columns, write, { ...layout, width: terminalWidth(stdout) })),
    async drained(signal) {
      if (stdout.writableNeedDrain) await once(stdout, 'drain', { signal });
    },
  };
}

/** The number of characters in a line of the terminal; undefined if standard output is a file or a pipe. */
export function terminalWidth({ isTTY, columns }: Terminal): number | undefined {
  return isTTY ? columns || DEFAULT_WIDTH : undefined;
}

/** Writes rows to standard output. */
export async function writeRows(rows: readonly Row[], output: RowOutput, process: NodeJS.Process): Promise<void> {
  const writer = await openRowWriter(output, process);
  for (const row of rows) writer.row(row);
  writer.end();
}

/** The requested format; by default a table on a terminal, else NDJSON. */
export function formatOf({ output }: { readonly output?: Format }, process: NodeJS.Process): Format {
  return output ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}

/** Writes one row to standard output with one column a line. */
export async function writeRecord(row: Row, columns: readonly string[], { stdout }: NodeJS.Process): Promise<void> {
  const { recordToText } = await import('./record-lines.js');
  stdout.write(recordToText(row, columns, terminalWidth(stdout)));
}
