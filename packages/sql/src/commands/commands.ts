import type { Node } from '../syntax/nodes.js';
import type { Command } from './command.js';
import { callProcedure } from '../writes/call-procedure.js';
import { merge, truncate } from '../writes/refused.js';
import type { WriteCommand } from '../writes/write-command.js';
import { insert, remove, update } from '../writes/write-rows.js';
import { read } from './read.js';

/** What statements do, by the type of their parse tree. */
const COMMANDS: Readonly<Record<string, Command>> = {
  SelectStmt: read,
  MergeStmt: merge,
  TruncateStmt: truncate,
};

const WRITES: Readonly<Record<string, WriteCommand>> = {
  CallStmt: callProcedure,
  DeleteStmt: remove,
  InsertStmt: insert,
  UpdateStmt: update,
};

/** Finds what a statement does. Others than these are refused as queries, with a reason. */
export function commandOf(statement: Node): Command {
  const [kind = ''] = Object.keys(statement);
  return writeOf(statement) ?? COMMANDS[kind] ?? read;
}

/** Finds what a statement does if it writes. */
export function writeOf(statement: Node): WriteCommand | undefined {
  const [kind = ''] = Object.keys(statement);
  return WRITES[kind];
}
