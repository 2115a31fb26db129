import { readFileSync } from 'node:fs';
import type { Row } from '../../calls/operations/reads.js';
import type { SourceFlags } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import type { Format } from '../terminal/format.js';
import { writeNotes } from '../terminal/notes.js';
import { requestCount, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';

/** The flags of `sql`. */
export interface SqlFlags extends SourceFlags {
  readonly file?: string;
  readonly maxRows?: number;
  readonly maxRequests?: number;
  /** Shows how the query would be answered instead of its rows. */
  readonly explain?: boolean;
  readonly output?: Format;
}

/** `sql`: answers a query and shows its rows. */
export async function runSql(query: string | undefined, flags: SqlFlags, process: NodeJS.Process): Promise<void> {
  const sql = readQuery(query, flags);
  const { maxRows, maxRequests, explain = false } = flags;
  await withSource(flags, process, async (source, signal) => {
    if (explain) return writePlan(await source.query(`explain ${sql}`, { maxRequests, signal }), process);
    const rows = await watch(source, process, source.query(sql, { maxRows, maxRequests, signal }));
    await writeRows(rows, { output: formatOf(flags, process), fit: 'cut' }, process);
    writeNotes([`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, ${requestCount(source)}.`], process);
  });
}

function writePlan(rows: readonly Row[], { stdout }: NodeJS.Process): void {
  stdout.write(rows.map((row) => `${String(row['QUERY PLAN'])}\n`).join(''));
}

function readQuery(query: string | undefined, { file }: SqlFlags): string {
  if (query !== undefined && file !== undefined) throw new UsageError('Give a query or --file, not both.');
  if (query === undefined && file === undefined) throw new UsageError('Give a query, or its file with --file.');
  return query ?? readFileSync(file === '-' ? 0 : String(file), 'utf8');
}
