import type { CommandContext, Outcome } from '../commands/command.js';
import { reportReads, type TableReport } from '../commands/table-reports.js';
import type { ResultSet } from '../engine/engine.js';
import { executePlanned } from '../commands/read.js';
import type { Execution, Planned } from '../execution/execution.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { carryOut, checkWrites, type Subject } from './carry-out.js';
import type { PlannedRows } from './plan-rows.js';
import { type Returning, returnOver } from './return-rows.js';
import type { WriteIntent, Writer } from './writer.js';

/** A planned statement that writes. */
interface PlannedWork {
  readonly statement: ParsedStatement;
  /** The query that finds what to write. */
  readonly execution: Execution;
  readonly planned: Planned;
  readonly writer: Writer;
  readonly intent: WriteIntent;
  readonly subject: Subject;
  readonly toRows: (result: ResultSet) => Promise<PlannedRows>;
  /** What it returns, unless the query has that. */
  readonly returning: Returning | undefined;
}

/** Finds what a statement writes, writes it, and returns what the statement returns. @throws WriteError if it stops midway */
export async function runWrites(
  { statement, execution, planned, writer, intent, subject, toRows, returning }: PlannedWork,
  context: CommandContext,
): Promise<Outcome> {
  const { idempotencyKey, signal, maxRows } = context;
  const { budget } = execution;
  // What can be wrong about RETURNING must be known before anything is written.
  await returning?.check();
  await writer.authorize(intent);
  let tables: readonly TableReport[] = [];
  const find = async (): Promise<PlannedRows> => {
    const { result, reads } = await executePlanned(execution, planned);
    tables = reportReads(execution, reads);
    const rows = await toRows(result);
    checkWrites(rows.writes, subject, writer);
    return rows;
  };
  // The rows of a statement that is repeated are those that its first run found, whatever it would find now.
  const { writes, returned } = await (idempotencyKey === undefined
    ? find()
    : writer.keep({ key: idempotencyKey, statement: identityOf(statement, context) }, find));
  budget.check(writes.length, `${writes.length} rows take ${writes.length} requests.`);
  const { answers, report } = await carryOut(writes, subject, { writer, budget, signal, idempotencyKey });
  const result = returning ? await returnOver(returning, answers.flat(), report) : returned;
  return {
    tag: tagOf(subject, writes.length),
    ...(result && { columns: result.columns, rows: result.rows.slice(0, maxRows) }),
    requests: budget.spent,
    tables,
    write: report,
  };
}

/** Everything that decides what a statement does. */
const identityOf = ({ sql }: ParsedStatement, { parameters, parameterTypes = [], session }: CommandContext) => [
  sql,
  parameters,
  parameterTypes,
  session.settings.forEngine(),
];

function tagOf({ operation }: Subject, rows: number): string {
  if (operation === 'CALL') return 'CALL';
  return operation === 'INSERT' ? `INSERT 0 ${rows}` : `${operation} ${rows}`;
}
