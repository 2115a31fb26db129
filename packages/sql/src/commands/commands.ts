import type { Node } from '../syntax/nodes.js';
import type { Command } from './command.js';
import { readSystem } from '../system/read-system.js';
import { systemPartOf } from '../system/system-part.js';
import { read } from './read.js';

/** What statements do, by the type of their parse tree. */
const COMMANDS: Readonly<Record<string, Command>> = {
  SelectStmt: read,
};

/** Finds what a statement does. Others than these are refused as queries, with a reason. */
export function commandOf(statement: Node): Command {
  const [kind = ''] = Object.keys(statement);
  const part = kind === 'SelectStmt' ? systemPartOf(statement) : undefined;
  if (part !== undefined) return readSystem(part);
  return COMMANDS[kind] ?? read;
}
