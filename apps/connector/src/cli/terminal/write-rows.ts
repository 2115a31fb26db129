import { createRowWriter, type Format, type Row } from './row-writer.js';

/** Writes rows in one form. */
export function writeRows(
  rows: readonly Row[],
  how: { readonly output: Format; readonly columns?: readonly string[] },
  process: NodeJS.Process,
): void {
  const writer = createRowWriter(how.output, how.columns, (text) => process.stdout.write(text));
  for (const row of rows) writer.row(row);
  writer.end();
}

/** The form that was asked for: by default a table on a terminal, NDJSON elsewhere. */
export function formatOf({ output }: { readonly output?: Format }, process: NodeJS.Process): Format {
  return output ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}
