import type { Procedure } from '../catalog/catalog.js';
import type { Row } from '../catalog/scan.js';
import type { CommandContext, Description } from '../commands/command.js';
import { type ResultColumn, resultColumnsOf } from '../execution/result-columns.js';
import { startRead } from '../commands/read.js';
import { SLOT_SCHEMA, type Statement } from '../engine/engine.js';
import { SqlError } from '../errors.js';
import { createRowEncoder } from '../execution/copy-text.js';
import type { Execution } from '../execution/execution.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { contextOfPart, toPart } from './part.js';
import { returningFailed, type WriteReport } from './report.js';

/** What a statement returns. */
export interface Returned {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A query over rows that the source answers with. */
export interface Returning {
  /** Checks it before anything is written. @throws SqlError */
  check(): Promise<void>;
  describe(): Promise<Description & Pick<Returned, 'columns'>>;
  over(rows: readonly Row[]): Promise<Returned>;
}

/** RETURNING of an INSERT or an UPDATE. */
export async function createReturning(
  sql: string,
  whole: ParsedStatement,
  context: CommandContext,
): Promise<Returning> {
  const part = await toPart(sql);
  const execution = await startRead(part, contextOfPart(part, whole, context));
  const [target, ...others] = execution.references;
  if (!target || others.length > 0) {
    throw new SqlError('0A000', 'A subquery in RETURNING is not supported.', {
      hint: 'Return the columns, and read other tables in a statement of its own.',
    });
  }
  const encode = createRowEncoder(target.table.columns, target.usedColumns);
  return {
    async check() {
      await execution.engine.explain(execution.statement, execution.signal);
    },
    async describe() {
      const { engine, statement, references, signal } = execution;
      const { parameterTypes, columns } = await engine.describe(statement, signal);
      return { parameterTypes, columns: resultColumnsOf(columns, references) };
    },
    async over(rows) {
      const { engine, statement, signal } = uncancelled(execution);
      const result = await engine.run(statement, new Map([[target.slot, [encode(rows)]]]), signal);
      return { columns: resultColumnsOf(result.columns, execution.references), rows: result.rows };
    },
  };
}

/** Rows that were written are returned, even if their caller has stopped to wait. */
const uncancelled = (execution: Execution): Execution => ({ ...execution, signal: new AbortController().signal });

/** Computes what a statement returns whose rows are all written. @throws WriteError */
export async function returnOver(returning: Returning, rows: readonly Row[], report: WriteReport): Promise<Returned> {
  try {
    return await returning.over(rows);
  } catch (error) {
    throw error instanceof SqlError ? returningFailed(report, error) : error;
  }
}

/** The slot of the results of a procedure. */
const SLOT = 'called';

/** The results of a procedure. */
export function createResults(
  { name: procedure, columns }: Procedure,
  { environment: { engine, now }, session, signal }: CommandContext,
): Returning {
  const statement: Statement = {
    sql: `select * from ${SLOT_SCHEMA}.${SLOT}`,
    parameters: [],
    slots: [{ name: SLOT, columns }],
    settings: session.settings.forEngine(),
    nowMs: now(),
  };
  const named = (found: readonly ResultColumn[]): readonly ResultColumn[] =>
    found.map((column) => ({ ...column, table: procedure, column: column.name }));
  const encode = createRowEncoder(
    columns,
    columns.map(({ name }) => name),
  );
  return {
    async check() {},
    async describe() {
      const described = await engine.describe(statement, signal);
      return { parameterTypes: [], columns: named(resultColumnsOf(described.columns, [])) };
    },
    async over(rows) {
      const result = await engine.run(statement, new Map([[SLOT, [encode(rows)]]]), new AbortController().signal);
      return { columns: named(resultColumnsOf(result.columns, [])), rows: result.rows };
    },
  };
}
