import { type SqlError, isSqlError, withDetail } from '../errors.js';
import { execute, type Execution, plan, type Planned } from '../execution/execution.js';
import { Budget } from '../execution/budget.js';
import { describeTables } from './describe-tables.js';
import { asksForIdentity } from '../statement/identity.js';
import { limitOf } from '../statement/limit.js';
import { prepare, slotsOf } from '../statement/prepare.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Command, CommandContext } from './command.js';
import { createProgress } from './progress.js';
import { resultColumnsOf } from '../execution/result-columns.js';
import { reportPlan, reportReads } from './table-reports.js';

/** SELECT, VALUES and TABLE: reads tables. */
export const read: Command = {
  changes: 'nothing',
  async describe(statement, context) {
    const { engine, statement: sql, references, signal } = await startRead(statement, context);
    const { parameterTypes, columns } = await engine.describe(sql, signal);
    return { parameterTypes, columns: resultColumnsOf(columns, references) };
  },
  async run(statement, context) {
    const execution = await startRead(statement, context);
    const planned = await plan(execution);
    const { result, reads } = await executePlanned({ ...execution, binary: context.binary }, planned);
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
export async function startRead(written: ParsedStatement, context: CommandContext): Promise<Execution> {
  const { environment, session, parameters, parameterTypes, maxRows, maxRequests, signal } = context;
  const { tables, identity, scan, engine, sizes, now } = environment;
  const prepared = await prepare(written, tables);
  const { limit, sql } = limitOf(prepared, parameters, maxRows);
  const { settings, transaction } = session;
  const statement = {
    sql,
    parameters,
    parameterTypes,
    slots: slotsOf(prepared.references),
    identity: asksForIdentity(written.node) ? identity : undefined,
    settings: settings.forEngine(),
    nowMs: transaction.startMs ?? now(),
  };
  return {
    engine,
    scan,
    sizes,
    statement,
    resultSettings: settings.forEngine(true),
    references: prepared.references,
    budget: new Budget(maxRequests),
    signal,
    limit,
    onPage: createProgress(context),
    allowsParentScan: settings.get('twilio.allow_parent_scan') === 'on',
  };
}

/** Carries out a plan. An error about its budget says how the tables would have been read. */
export async function executePlanned(execution: Execution, planned: Planned): ReturnType<typeof execute> {
  try {
    return await execute(execution, planned);
  } catch (error) {
    throw isSqlError(error) && error.sqlState === OVER_BUDGET ? withPlan(error, execution, planned) : error;
  }
}

const OVER_BUDGET = '53400';

function withPlan(error: SqlError, execution: Execution, planned: Planned): SqlError {
  const lines = describeTables(reportPlan(execution, planned));
  return withDetail(error, [error.detail, ...lines].filter((line) => line !== undefined).join('\n'));
}
