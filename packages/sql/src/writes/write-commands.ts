import type { Node } from '../syntax/nodes.js';
import { callProcedure } from './call-procedure.js';
import type { WriteCommand } from './write-command.js';
import { insert, remove, update } from './write-rows.js';

const WRITES: Readonly<Record<string, WriteCommand>> = {
  CallStmt: callProcedure,
  DeleteStmt: remove,
  InsertStmt: insert,
  UpdateStmt: update,
};

/** Finds what a statement does if it writes. */
export function writeOf(statement: Node): WriteCommand | undefined {
  const [kind = ''] = Object.keys(statement);
  return WRITES[kind];
}
