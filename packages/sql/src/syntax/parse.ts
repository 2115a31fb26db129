import { hasSqlDetails, loadModule, parseSync, scanSync } from 'libpg-query';
import { SqlError } from '../errors.js';
import type { Node } from './nodes.js';

/** Loads the parser. Nothing else in this folder works before. */
export const loadParser = (): Promise<void> => loadModule();

/** Parses a text of one statement. @throws SqlError with the place of a syntax error, and if there are more statements or none */
export function parseStatement(sql: string): Node {
  const statements = parse(sql);
  if (statements.length > 1) {
    throw new SqlError('0A000', 'A query is one statement. Send each statement on its own.');
  }
  const [statement] = statements;
  if (!statement) throw new SqlError('42601', 'The query contains no statement.');
  return statement;
}

/** Parses an expression that PostgreSQL printed. Returns undefined if it is not SQL. */
export function parseExpression(text: string): Node | undefined {
  try {
    return parse(`select ${text}`)[0]?.SelectStmt?.targetList?.[0]?.ResTarget.val;
  } catch {
    return undefined;
  }
}

function parse(sql: string): readonly Node[] {
  try {
    const { stmts = [] } = parseSync(sql) as unknown as { readonly stmts?: readonly { readonly stmt: Node }[] };
    return stmts.map(({ stmt }) => stmt);
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const { message, cursorPosition } = error.sqlDetails ?? { message: error.message, cursorPosition: -1 };
    throw new SqlError('42601', message, {
      ...(cursorPosition >= 0 && { position: cursorPosition + 1 }),
      cause: error,
    });
  }
}

/** A token of a statement, in bytes of its UTF-8. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const tokensOf = (sql: string): readonly Token[] => scanSync(sql).tokens;
