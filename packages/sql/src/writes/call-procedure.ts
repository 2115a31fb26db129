import type { CommandContext } from '../commands/command.js';
import { startRead } from '../commands/read.js';
import { reportPlan } from '../commands/table-reports.js';
import { plan } from '../execution/execution.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { readCall } from './call.js';
import { contextOfPart, toPart } from './part.js';
import { withoutNull } from './plan-rows.js';
import { createResults } from './return-rows.js';
import { runWrites } from './run-writes.js';
import { toValues } from './values.js';
import type { WriteCommand } from './write-command.js';
import { writerOf } from './writer.js';

const start = async (statement: ParsedStatement, context: CommandContext) => {
  const call = readCall(statement, context.environment.catalog.procedures ?? []);
  const source = await toPart(call.source);
  const execution = await startRead(source, contextOfPart(source, statement, context));
  return { ...call, execution, returning: createResults(call.procedure, context) };
};

/** CALL: carries out an action of the source, and returns its results. */
export const callProcedure: WriteCommand = {
  changes: 'data',
  async describe(statement, context) {
    const { execution, returning } = await start(statement, context);
    const { parameterTypes } = await execution.engine.describe(execution.statement, execution.signal);
    return { parameterTypes, columns: (await returning.describe()).columns };
  },
  async explain(statement, context) {
    const { procedure, parameters, execution } = await start(statement, context);
    return {
      intent: { operation: 'CALL', procedure: procedure.name },
      columns: parameters.map(({ name }) => name),
      rows: 1,
      reads: reportPlan(execution, await plan(execution)),
    };
  },
  async run(statement, given) {
    // An action that only reads may be repeated.
    const { procedure, parameters, execution, returning } = await start(statement, given);
    const context = procedure.isRead ? { ...given, idempotencyKey: undefined } : given;
    const writer = writerOf(context.environment, 'CALL');
    const planned = await plan(execution);
    const subject = { operation: 'CALL', target: procedure.name } as const;
    const intent = { operation: 'CALL', procedure: procedure.name } as const;
    const toRows: Parameters<typeof runWrites>[0]['toRows'] = async ({ rows: [values = []] }) => ({
      writes: [{ ...intent, values: withoutNull(toValues(parameters, values)) }],
    });
    return runWrites({ statement, execution, planned, writer, intent, subject, toRows, returning }, context);
  },
};
