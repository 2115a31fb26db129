import { EntityError } from '../errors.js';
import type { Token } from './tokenize.js';

// Words of the grammar, which cannot be column names.
const RESERVED = new Set(['AND', 'OR', 'NOT', 'LIKE', 'IN', 'BETWEEN', 'IS', 'NULL', 'ESCAPE', 'TRUE', 'FALSE']);

/** Goes through the words of a condition, and says what is wrong where it stands. */
export interface Reader {
  peek(): Token;
  next(): Token;
  /** Takes the next word if it is this sign. */
  take(sign: string): boolean;
  /** Takes the next word if it is this keyword, in any case. */
  takeWord(keyword: string): boolean;
  /** Takes a column name. */
  name(): Token;
  unexpected(wanted: string): EntityError;
  refuse(sentence: string): EntityError;
}

export function createReader(tokens: readonly Token[]): Reader {
  let index = 0;
  const peek = (): Token => tokens[Math.min(index, tokens.length - 1)] as Token;
  const takeIf = (isIt: boolean): boolean => {
    if (isIt) index += 1;
    return isIt;
  };
  const refuse = (sentence: string): EntityError => {
    const { position } = peek();
    return new EntityError('INVALID_CONDITION', `${sentence}.`, { position });
  };
  const unexpected = (wanted: string): EntityError => {
    const { kind, text, position } = peek();
    const found = kind === 'end' ? 'The condition ends' : `The condition has ${JSON.stringify(text)}`;
    return refuse(`${found} at position ${position} where ${wanted} is due`);
  };
  return {
    peek,
    next() {
      const token = peek();
      index += 1;
      return token;
    },
    take: (sign) => takeIf(peek().kind !== 'string' && peek().text === sign),
    takeWord: (keyword) => takeIf(peek().kind === 'name' && peek().text.toUpperCase() === keyword),
    name() {
      const token = peek();
      if (token.kind !== 'name' || RESERVED.has(token.text.toUpperCase())) throw unexpected('a column name');
      index += 1;
      return token;
    },
    unexpected,
    refuse,
  };
}
