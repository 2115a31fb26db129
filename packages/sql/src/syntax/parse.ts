import { setImmediate as nextTurn } from 'node:timers/promises';
import { SqlError } from '../errors.js';
import { libraries } from './libraries.js';
import { checkLength, checkDepth, checkText, checkWords } from './limits.js';
import type { Node } from './nodes.js';
import { type Token, tokensOf } from './tokens.js';
import { turnToRead } from './turns.js';

/** A statement as it is written, and its parse tree, whose places are those in this text. */
export interface ParsedStatement {
  readonly sql: string;
  readonly node: Node;
}

/** Parses a text of any number of statements, and lets the event loop turn between them. @throws SqlError with the place of a syntax error */
export async function parseStatements(sql: string): Promise<readonly ParsedStatement[]> {
  await turnToRead(sql);
  const statements = parseWritten(sql);
  const [first] = statements;
  if (first && statements.length === 1) return [{ sql, node: first.stmt }];
  const bytes = Buffer.from(sql);
  const parsed: ParsedStatement[] = [];
  for (const { stmt_location: start = 0, stmt_len: length = bytes.byteLength - start } of statements) {
    const text = bytes.subarray(start, start + length).toString();
    parsed.push({ sql: text, node: parseStatement(text) });
    await nextTurn();
  }
  return parsed;
}

/** Parses a text of one statement. @throws SqlError with the place of a syntax error, and if there are more statements or none */
export function parseStatement(sql: string): Node {
  return onlyOne(parseWritten(sql));
}

/** Parses a text that was made of a statement, with more words than that. @throws SqlError as `parseStatement` does */
export function parsePart(sql: string): Node {
  checkText(sql);
  checkWords(wordsOf(sql));
  return onlyOne(parseChecked(sql));
}

function onlyOne(statements: readonly RawStatement[]): Node {
  if (statements.length > 1) {
    throw new SqlError('0A000', 'A query is one statement. Send each statement on its own.');
  }
  const [statement] = statements;
  if (!statement) throw new SqlError('42601', 'The query contains no statement.');
  return statement.stmt;
}

/** Parses an expression that PostgreSQL printed, with values of any length. Returns undefined if it is not SQL. */
export function parseExpression(text: string): Node | undefined {
  try {
    return parse(`select ${text}`)[0]?.stmt.SelectStmt?.targetList?.[0]?.ResTarget.val;
  } catch {
    return undefined;
  }
}

/** A statement and its place in a text, in bytes. The last one may lack its length. */
interface RawStatement {
  readonly stmt: Node;
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

/** Parses a text that someone wrote. @throws SqlError also if it is too long or too deep for the parser */
function parseWritten(sql: string): readonly RawStatement[] {
  checkText(sql);
  const words = wordsOf(sql);
  checkWords(words);
  checkLength(words);
  return parseChecked(sql);
}

function parseChecked(sql: string): readonly RawStatement[] {
  const statements = parse(sql);
  for (const { stmt } of statements) checkDepth(stmt);
  return statements;
}

function parse(sql: string): readonly RawStatement[] {
  // Drivers send an empty text to see whether the connection still works. The parser takes it for a mistake.
  if (sql === '') return [];
  const { parseSync, hasSqlDetails } = libraries();
  try {
    const { stmts = [] } = parseSync(sql) as { readonly stmts?: readonly RawStatement[] };
    return stmts;
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const { message, cursorPosition } = error.sqlDetails ?? { message: error.message, cursorPosition: -1 };
    throw new SqlError('42601', message, {
      ...(cursorPosition >= 0 && { position: cursorPosition + 1 }),
      cause: error,
    });
  }
}

/** The tokens of a text; none if one of them has no end, which the parser then finds. */
function wordsOf(sql: string): readonly Token[] {
  try {
    return tokensOf(sql);
  } catch {
    return [];
  }
}
