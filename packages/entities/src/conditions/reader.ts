import { EntityError } from '../errors.js';
import type { Token } from './tokenize.js';

// Keywords, which cannot be column names.
const RESERVED = new Set(['AND', 'OR', 'NOT', 'LIKE', 'IN', 'BETWEEN', 'IS', 'NULL', 'ESCAPE', 'TRUE', 'FALSE']);

/** Steps through the tokens of a condition and creates errors with positions. */
export interface Reader {
  peek(): Token;
  next(): Token;
  /** Consumes the next token if it is this symbol. */
  take(symbol: string): boolean;
  /** Consumes the next token if it is this keyword, in any case. */
  takeWord(keyword: string): boolean;
  /** Consumes a column name. */
  name(): Token;
  /** The time of the statement, in milliseconds since 1970: one value for all of its tokens. */
  now(): number;
  /** Creates the error for a token in the place of another. */
  unexpected(expected: string): EntityError;
  /** Creates an error at the position of the next token. */
  refuse(sentence: string): EntityError;
}

export function createReader(tokens: readonly Token[], now: () => number): Reader {
  let index = 0;
  let time: number | undefined;
  const peek = (): Token => tokens[Math.min(index, tokens.length - 1)] as Token;
  const takeIf = (isMatch: boolean): boolean => {
    if (isMatch) index += 1;
    return isMatch;
  };
  const refuse = (sentence: string): EntityError => {
    const { position } = peek();
    return new EntityError('INVALID_CONDITION', `${sentence}.`, { position });
  };
  const unexpected = (expected: string): EntityError => {
    const { kind, text, position } = peek();
    const found = kind === 'end' ? 'end of the condition' : JSON.stringify(text);
    return refuse(`Unexpected ${found} at position ${position}; expected ${expected}`);
  };
  return {
    peek,
    next() {
      const token = peek();
      index += 1;
      return token;
    },
    take: (symbol) => takeIf(peek().kind !== 'string' && peek().text === symbol),
    takeWord: (keyword) => takeIf(peek().kind === 'name' && peek().text.toUpperCase() === keyword),
    name() {
      const token = peek();
      if (token.kind !== 'name' || RESERVED.has(token.text.toUpperCase())) throw unexpected('a column name');
      index += 1;
      return token;
    },
    now: () => (time ??= now()),
    unexpected,
    refuse,
  };
}
