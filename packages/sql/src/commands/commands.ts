import type { Node } from '../syntax/nodes.js';
import type { Command } from './command.js';
import { read } from './read.js';

/** What statements do, by the type of their parse tree. */
const COMMANDS: Readonly<Record<string, Command>> = {
  SelectStmt: read,
};

/** Finds what a statement does. Others than these are refused as queries, with a reason. */
export function commandOf(statement: Node): Command {
  const [kind = ''] = Object.keys(statement);
  return COMMANDS[kind] ?? read;
}
