import { type ParsedStatement, parseStatement } from '../syntax/parse.js';
import { tokensOf } from '../syntax/tokens.js';

/**
 * Takes the statement that is a part of another, such as the query of EXPLAIN.
 *
 * @param startIn returns the index of its first word among the words of the text, in lower case
 * @param endIn returns the index of the word after it. Default: the end of the text.
 */
export function innerStatement(
  sql: string,
  startIn: (words: readonly string[]) => number,
  endIn: (words: readonly string[]) => number = (words) => words.length,
): ParsedStatement {
  const tokens = tokensOf(sql).filter(({ text }) => !text.startsWith('--') && !text.startsWith('/*'));
  const words = tokens.map(({ text }) => text.toLowerCase());
  const [start, end] = [tokens[startIn(words)]?.start, tokens[endIn(words)]?.start];
  const bytes = Buffer.from(sql);
  // Blanks stand for what is before it, so that the position of a mistake is that in the whole statement.
  const before = ' '.repeat(Array.from(bytes.subarray(0, start).toString()).length);
  const text = before + bytes.subarray(start, end).toString();
  return { sql: text, node: parseStatement(text) };
}

/** The index of the word after a group in parentheses that starts at an index. */
export function afterParentheses(words: readonly string[], start: number): number {
  let depth = 0;
  for (let index = start; index < words.length; index += 1) {
    depth += words[index] === '(' ? 1 : words[index] === ')' ? -1 : 0;
    if (depth === 0) return index + 1;
  }
  return words.length;
}
