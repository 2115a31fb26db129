import type { TableNames } from '../catalog/table-names.js';
import type { CommandContext } from '../commands/command.js';
import { startRead } from '../commands/read.js';
import { resultColumnsOf } from '../execution/result-columns.js';
import { reportPlan } from '../commands/table-reports.js';
import { plan } from '../execution/execution.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { readDelete } from './delete.js';
import { readInsert } from './insert.js';
import { intentOf } from './intent.js';
import { contextOfPart, parametersOf, toPart } from './part.js';
import { planRows } from './plan-rows.js';
import { createReturning } from './return-rows.js';
import { runWrites } from './run-writes.js';
import { readUpdate } from './update.js';
import type { WriteCommand } from './write-command.js';
import type { WriteStatement } from './write-statement.js';
import { writerOf } from './writer.js';

export const insert = writeRows(readInsert);
export const update = writeRows(readUpdate);
export const remove = writeRows(readDelete);

/** A statement that writes rows of a table: a query finds them, and each takes one request. */
function writeRows(readWrite: (statement: ParsedStatement, tables: TableNames) => WriteStatement): WriteCommand {
  const start = async (statement: ParsedStatement, context: CommandContext) => {
    const write = readWrite(statement, context.environment.tables);
    const source = await toPart(write.source);
    const execution = await startRead(source, contextOfPart(source, statement, context));
    const returning =
      write.returning === undefined ? undefined : await createReturning(write.returning, statement, context);
    return { write, source, execution, returning };
  };
  return {
    changes: 'data',
    async describe(statement, context) {
      const { write, source, execution, returning } = await start(statement, context);
      const { parameterTypes, columns } = await execution.engine.describe(execution.statement, execution.signal);
      const returned = await returning?.describe();
      const inSource = resultColumnsOf(columns.slice(write.key.length), execution.references);
      const used = parametersOf(source);
      const typeOf = (type: number, index: number): number =>
        used.has(index + 1) ? type : (returned?.parameterTypes[index] ?? type);
      return {
        parameterTypes: parameterTypes.map(typeOf),
        columns: write.returns ? (returned?.columns ?? inSource) : undefined,
      };
    },
    async explain(statement, context) {
      const { write, execution } = await start(statement, context);
      const planned = await plan(execution);
      return {
        intent: intentOf(write, execution, planned),
        columns: write.columns.map(({ name }) => name),
        ...(write.rowCount !== undefined && { rows: write.rowCount }),
        reads: reportPlan(execution, planned),
      };
    },
    async run(statement, context) {
      const { write, execution, returning } = await start(statement, context);
      const { operation, table } = write;
      const writer = writerOf(context.environment, operation);
      const planned = await plan(execution);
      const intent = intentOf(write, execution, planned);
      const subject = { operation, target: table.name };
      const toRows: Parameters<typeof runWrites>[0]['toRows'] = (result) => planRows(write, execution, result);
      return runWrites({ statement, execution, planned, writer, intent, subject, toRows, returning }, context);
    },
  };
}
