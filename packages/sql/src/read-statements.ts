import type { Command } from './commands/command.js';
import { commandOf } from './commands/commands.js';
import { loadLibraries } from './syntax/libraries.js';
import { type ParsedStatement, parseStatements } from './syntax/parse.js';

/** A statement of a text. */
export interface StatementText extends ParsedStatement, Pick<Command, 'changes'> {}

/** Reads the statements of a text, which may be none. @throws SqlError with the place of a syntax error */
export async function readStatements(sql: string): Promise<readonly StatementText[]> {
  await loadLibraries();
  const statements = await parseStatements(sql);
  return statements.map((statement) => ({ ...statement, changes: commandOf(statement.node).changes }));
}
