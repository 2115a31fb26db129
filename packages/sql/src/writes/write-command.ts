import type { Command, CommandContext } from '../commands/command.js';
import type { TablePlan } from '../commands/table-reports.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { WriteIntent } from './writer.js';

/** A statement that writes. */
export interface WriteCommand extends Command {
  /** Says what the statement would write. Sends nothing. @throws SqlError */
  explain(statement: ParsedStatement, context: CommandContext): Promise<WritePlan>;
}

/** What a statement would write. */
export interface WritePlan {
  readonly intent: WriteIntent;
  /** The columns to set, or the parameters to give. */
  readonly columns: readonly string[];
  /** How many rows, if that is known before tables are read. */
  readonly rows?: number;
  /** How tables would be read for it. */
  readonly reads: readonly TablePlan[];
}
