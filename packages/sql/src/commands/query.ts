import { readSystem } from '../system/read-system.js';
import { systemPartOf } from '../system/system-part.js';
import type { ParsedStatement } from '../syntax/parse.js';
import type { Command } from './command.js';
import { read } from './read.js';

/** SELECT, VALUES and TABLE: over tables, or over system catalogs. */
export const query: Command = {
  changes: 'nothing',
  describe: (statement, context) => commandFor(statement).describe(statement, context),
  run: (statement, context) => commandFor(statement).run(statement, context),
};

function commandFor({ node }: ParsedStatement): Command {
  const part = systemPartOf(node);
  return part === undefined ? read : readSystem(part);
}
