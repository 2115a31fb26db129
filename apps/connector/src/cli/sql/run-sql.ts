import { readFileSync } from 'node:fs';
import type { Row } from '../../calls/operations/reads.js';
import type { DataSource } from '../data-source/data-source.js';
import type { SourceFlags } from '../data-source/open-data-source.js';
import { withSource } from '../data-source/with-source.js';
import { EXIT, exitCodeOf } from '../exit-codes.js';
import { confirm } from '../terminal/confirm.js';
import type { Format } from '../terminal/format.js';
import { writeNotes } from '../terminal/notes.js';
import { requestCount, watch } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import { consequenceOf } from './write-consequence.js';

/** The flags of `sql`. */
export interface SqlFlags extends SourceFlags {
  readonly file?: string;
  readonly maxRows?: number;
  readonly maxRequests?: number;
  /** Shows how the query would be answered instead of its rows. */
  readonly explain?: boolean;
  readonly yes?: boolean;
  readonly output?: Format;
}

/** `sql`: answers a query and shows its rows. A query that writes is confirmed first. */
export async function runSql(query: string | undefined, flags: SqlFlags, process: NodeJS.Process): Promise<void> {
  const sql = readQuery(query, flags);
  const { maxRows, maxRequests, explain = false } = flags;
  await withSource(flags, process, async (source, signal) => {
    if (explain) {
      const { rows } = await watch(source, process, source.query(`explain ${sql}`, { maxRequests, signal }));
      return writePlan(rows, process);
    }
    const consequence = async () => consequenceOf(await watch(source, process, source.explainQuery(sql, { signal })));
    if (!READ.test(sql)) await confirm(consequence, { yes: flags.yes || flags.simulator, process });
    const answer = source.query(sql, { maxRows, maxRequests, signal }).catch((error: unknown) => {
      throw signal.aborted ? interrupted(sql, error) : error;
    });
    const { rows, written } = await watch(source, process, answer);
    if (written === undefined || rows.length > 0) {
      await writeRows(rows, { output: formatOf(flags, process), fit: 'cut' }, process);
    }
    writeNotes([summaryOf(written ?? rows.length, written !== undefined, source)], process);
  });
}

/** A query that certainly does not write, so that it is not asked what it would do. */
const READ = /^\s*(?:select|table|values|show|explain)\b/i;

/** The error of a query that Ctrl-C ended, which may say what was written. One whose outcome is unknown has its own exit code. */
function interrupted(sql: string, error: unknown): unknown {
  if (READ.test(sql)) return new DOMException('Interrupted.', 'AbortError');
  const isKnown = error instanceof Error && exitCodeOf(error) === EXIT.failed;
  return isKnown ? new DOMException(error.message, 'AbortError') : error;
}

function summaryOf(count: number, isWrite: boolean, source: Pick<DataSource, 'requests'>): string {
  return `${count} ${count === 1 ? 'row' : 'rows'}${isWrite ? ' written' : ''}, ${requestCount(source)}.`;
}

function writePlan(rows: readonly Row[], { stdout }: NodeJS.Process): void {
  stdout.write(rows.map((row) => `${String(row['QUERY PLAN'])}\n`).join(''));
}

function readQuery(query: string | undefined, { file }: SqlFlags): string {
  if (query !== undefined && file !== undefined) throw new UsageError('Give a query or --file, not both.');
  if (query === undefined && file === undefined) throw new UsageError('Give a query, or its file with --file.');
  return query ?? readFileSync(file === '-' ? 0 : String(file), 'utf8');
}
