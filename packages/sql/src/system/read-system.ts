import type { Command, CommandContext } from '../commands/command.js';
import { resultColumnsOf } from '../execution/result-columns.js';
import type { Statement } from '../engine/engine.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { prepareSystem } from './prepare-system.js';
import { publicSchemaOf } from './public-schema.js';

/** SELECT over system catalogs: PostgreSQL's own, over empty tables like those of the catalog. Sends no request. */
export const readSystem = (part: string): Command => ({
  changes: 'nothing',
  async describe(statement, context) {
    const { environment, signal } = context;
    const system = systemStatement(statement, part, context);
    const { parameterTypes, columns } = await environment.engine.describe(system, signal);
    return { parameterTypes, columns: resultColumnsOf(columns, []) };
  },
  async run(statement, context) {
    const { environment, signal, maxRows, binary } = context;
    const system = { ...systemStatement(statement, part, context), binary };
    const result = await environment.engine.run(system, new Map(), signal);
    const rows = result.rows.slice(0, maxRows);
    return { tag: `SELECT ${rows.length}`, columns: resultColumnsOf(result.columns, []), rows };
  },
});

/** A statement over system catalogs for the engine. @throws SqlError */
export function systemStatement(
  statement: ParsedStatement,
  part: string,
  { environment, session, parameters, parameterTypes }: CommandContext,
): Statement {
  const { catalog, tables, identity, now } = environment;
  const { settings, transaction } = session;
  return {
    sql: prepareSystem(statement, { part, tables }),
    parameters,
    parameterTypes,
    slots: [],
    publicSchema: publicSchemaOf(catalog),
    identity,
    settings: settings.forEngine(true),
    nowMs: transaction.startMs ?? now(),
  };
}
