import type { Node } from '../syntax/nodes.js';
import type { Command } from './command.js';
import { merge, truncate } from '../writes/refused.js';
import { writeOf } from '../writes/write-commands.js';
import { copy } from './copy.js';
import { closeCursor, declareCursor, fetchCursor } from './cursors.js';
import { deallocate, discard, unlisten } from './discard.js';
import { explain } from './explain.js';
import { query } from './query.js';
import { set } from './set.js';
import { show } from './show.js';
import { transaction } from './transactions.js';

/** What statements do, by the type of their parse tree. */
const COMMANDS: Readonly<Record<string, Command>> = {
  SelectStmt: query,
  ExplainStmt: explain,
  CopyStmt: copy,
  VariableSetStmt: set,
  VariableShowStmt: show,
  TransactionStmt: transaction,
  DeclareCursorStmt: declareCursor,
  FetchStmt: fetchCursor,
  ClosePortalStmt: closeCursor,
  DiscardStmt: discard,
  DeallocateStmt: deallocate,
  UnlistenStmt: unlisten,
  MergeStmt: merge,
  TruncateStmt: truncate,
};

/** Finds what a statement does. Others than these are refused as queries, with a reason. */
export function commandOf(statement: Node): Command {
  const [kind = ''] = Object.keys(statement);
  return writeOf(statement) ?? COMMANDS[kind] ?? query;
}
