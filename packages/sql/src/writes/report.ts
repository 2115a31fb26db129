import { cancelled, SqlError } from '../errors.js';
import type { Write } from './writer.js';

/** What became of one row of a statement, which has the number `row`, from 1. */
export interface RowReport {
  readonly row: number;
  readonly status: 'done' | 'failed' | 'unknown' | 'not attempted';
  /** What identifies the row, if that is known. */
  readonly key?: string;
  /** Why it failed, or why its outcome is not known. */
  readonly message?: string;
}

/** What became of the rows of a statement. */
export interface WriteReport {
  readonly operation: Write['operation'];
  /** The table, or the procedure. */
  readonly target: string;
  readonly rows: readonly RowReport[];
}

/** The code of a statement one of whose rows may or may not have been written. */
export const OUTCOME_UNKNOWN = 'TW001';
/** The code of a statement that stopped at a row that the source refused. */
export const ROW_FAILED = 'TW002';

/** A statement that stopped before all of its rows were written. It says of each row what became of it. */
export class WriteError extends SqlError {
  readonly report: WriteReport;

  constructor(error: SqlError, report: WriteReport) {
    const { sqlState, message, hint, cause } = error;
    super(sqlState, message, { detail: describe(report), hint, cause });
    this.report = report;
  }
}

/** The error of a statement that stopped at a row. */
export function stoppedAt(
  report: WriteReport,
  { row, status, error }: { readonly row: number; readonly status: 'failed' | 'unknown'; readonly error: Error },
): WriteError {
  const of = report.rows.length > 1 ? `Row ${row} of ${report.rows.length}` : `The ${report.operation}`;
  if (status === 'failed') {
    return new WriteError(
      new SqlError(ROW_FAILED, `${of} failed: ${error.message}`, { hint: retryHint(report), cause: error }),
      report,
    );
  }
  return new WriteError(
    new SqlError(OUTCOME_UNKNOWN, `${of} may have been carried out: ${error.message}`, {
      hint: 'Do not run the statement again before you have checked that row. Nothing is sent again on its own.',
      cause: error,
    }),
    report,
  );
}

function retryHint({ rows }: WriteReport): string | undefined {
  if (rows.length === 1) return undefined;
  return 'Run the rows that were not written in another statement; or the same one, if it has an idempotency key.';
}

/** The error of a statement that was cancelled between two rows. */
export const stoppedBy = (report: WriteReport, reason: unknown): WriteError =>
  new WriteError(cancelled(reason), report);

/** The error of a statement whose rows were all written, but whose RETURNING failed. */
export function returningFailed(report: WriteReport, error: SqlError): WriteError {
  const { sqlState, message } = error;
  const text = `${report.rows.length === 1 ? 'The row was' : 'All rows were'} written, but RETURNING failed: ${message}`;
  return new WriteError(new SqlError(sqlState, text, { hint: 'Do not repeat the statement.', cause: error }), report);
}

const WORDS = { done: 'written', failed: 'failed', unknown: 'unknown', 'not attempted': 'not attempted' } as const;

/** `Rows 1-3 written (SM1, SM2, SM3); row 4 failed: …; rows 5-9 not attempted.` */
function describe({ rows }: WriteReport): string {
  const groups: RowReport[][] = [];
  for (const each of rows) {
    const last = groups.at(-1);
    if (last?.[0]?.status === each.status) last.push(each);
    else groups.push([each]);
  }
  const parts = groups.map((group) => {
    const [first, last] = [group[0], group.at(-1)];
    const numbers = group.length === 1 ? `Row ${first?.row}` : `Rows ${first?.row}-${last?.row}`;
    const keys = group.map(({ key }) => key).filter((key) => key !== undefined);
    const list = keys.length === 0 ? '' : ` (${keys.join(', ')})`;
    return `${numbers} ${WORDS[first?.status ?? 'done']}${list}.`;
  });
  return parts.join(' ');
}
