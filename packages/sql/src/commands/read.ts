import { execute, type Execution, plan } from '../execution/execution.js';
import { Budget } from '../execution/budget.js';
import { asksForIdentity } from '../statement/identity.js';
import { limitOf } from '../statement/limit.js';
import { prepare, slotsOf } from '../statement/prepare.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Command, CommandContext } from './command.js';
import { resultColumnsOf } from './result-columns.js';
import { reportReads } from './table-reports.js';

/** SELECT, VALUES and TABLE: reads tables. */
export const read: Command = {
  changes: 'nothing',
  async describe(statement, context) {
    const { engine, statement: sql, references, signal } = startRead(statement, context);
    const { parameterTypes, columns } = await engine.describe(sql, signal);
    return { parameterTypes, columns: resultColumnsOf(columns, references) };
  },
  async run(statement, context) {
    const execution = startRead(statement, context);
    const { result, reads } = await execute(execution, await plan(execution));
    const rows = result.rows.slice(0, context.maxRows);
    return {
      tag: `SELECT ${rows.length}`,
      columns: resultColumnsOf(result.columns, execution.references),
      rows,
      requests: execution.budget.spent,
      tables: reportReads(execution, reads),
    };
  },
};

/** Prepares a read, and sends no request. @throws SqlError */
export function startRead(
  written: ParsedStatement,
  { environment, session, parameters, parameterTypes, maxRows, maxRequests, signal }: CommandContext,
): Execution {
  const { tables, identity, scan, engine, sizes, now } = environment;
  const prepared = prepare(written, tables);
  const { limit, sql: limited } = limitOf(prepared, parameters, maxRows);
  const statement = {
    sql: limited,
    parameters,
    parameterTypes,
    slots: slotsOf(prepared.references),
    identity: asksForIdentity(written.node) ? identity : undefined,
    settings: session.settings.forEngine(),
    nowMs: now(),
  };
  return {
    engine,
    scan,
    sizes,
    statement,
    references: prepared.references,
    budget: new Budget(maxRequests),
    signal,
    limit,
  };
}
