import { catalog, findEntityType, type SortBy } from '@twilio-connector/entities';
import { readEnv } from '../env.js';
import type { DataSource, Row } from './data/data-source.js';
import { openDataSource, type SourceFlags } from './data/open.js';
import { UsageError } from './exit.js';
import { createRowWriter, type Format } from './output.js';

/** The flags of the commands that read and write entities. */
export interface Flags extends SourceFlags {
  readonly where?: string;
  readonly sort?: SortBy;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly maxRequests?: number;
  readonly output?: Format;
  readonly allParents?: number;
  readonly explain?: boolean;
  readonly set?: Row;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly file?: string;
}

/** The flags of the commands that say what there is. */
export interface CatalogFlags {
  readonly output: Format;
}

// A terminal is no wider; `--fields` chooses others.
const TABLE_COLUMNS = 7;

/** Opens the source, stops what is under way on Ctrl-C, and closes it again. */
export async function withSource(
  flags: Flags,
  process: NodeJS.Process,
  work: (source: DataSource, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  const note = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const source = await openDataSource(flags, readEnv(process.env), note);
  try {
    await work(source, controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    await source.close();
  }
}

/** Writes rows with the columns that were asked for, as far as they are there. */
export function show(rows: readonly Row[], name: string, flags: Flags, process: NodeJS.Process): void {
  const columns = columnsOf(name, flags, process)?.filter((column) => rows.some((row) => column in row));
  writeRows(rows, { output: formatOf(flags, process), columns }, process);
}

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
export function formatOf({ output }: Flags, process: NodeJS.Process): Format {
  return output ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}

/** The columns that are shown: those that were asked for, in a table the first few, else all. */
export function columnsOf(name: string, flags: Flags, process: NodeJS.Process): readonly string[] | undefined {
  const readable = Object.entries(findEntityType(catalog, name).fields).filter(
    ([, { readable: isReadable }]) => isReadable !== false,
  );
  const all = readable.map(([column]) => column);
  if (flags.fields) {
    return flags.fields.map((wanted) => {
      const found = all.find((column) => column.toLowerCase() === wanted.toLowerCase());
      if (!found)
        throw new UsageError(`${name} has no column ${JSON.stringify(wanted)}. Its columns: ${all.join(', ')}.`);
      return found;
    });
  }
  return formatOf(flags, process) === 'table' ? all.slice(0, TABLE_COLUMNS) : all;
}
