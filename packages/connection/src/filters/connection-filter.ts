import { type ConnectionPredicate, createComparison } from './filter-comparison.js';
import { FilterSyntaxError, filterTokens, type Token, unquote } from './filter-tokens.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** The predicate of a filter, or its violations. */
export type FilterResult =
  | { readonly ok: true; readonly matches: ConnectionPredicate }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

const MAX_LENGTH = 4096;
const MAX_DEPTH = 32;

/**
 * Parses the filter of v1 `connections.list`, a subset of https://google.aip.dev/160: comparisons with =, !=, :, <, <=, >
 * and >=; AND, OR (which binds more tightly than AND), NOT or -, parentheses, quotes, and * at either end of a value. An
 * empty filter matches every connection.
 */
export function parseConnectionFilter(text: string): FilterResult {
  try {
    if (text.length > MAX_LENGTH)
      throw new FilterSyntaxError(MAX_LENGTH + 1, `more than ${MAX_LENGTH} characters; shorten the filter`);
    const tokens = filterTokens(text);
    return { ok: true, matches: tokens.length === 1 ? () => true : new FilterParser(tokens).parse() };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return {
      ok: false,
      violations: [toFieldViolation(['filter'], `is not valid at character ${error.position}: ${error.message}`)],
    };
  }
}

/** Recursive-descent parser for the grammar of https://google.aip.dev/assets/misc/ebnf-filtering.txt. */
class FilterParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  /** Position of a word whose leading - was already parsed as NOT. */
  #minusAt = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): ConnectionPredicate {
    const predicate = this.#expression();
    if (this.#peek().kind === 'close') throw this.#syntaxError('unmatched ); remove it');
    return predicate;
  }

  #expression(): ConnectionPredicate {
    const parts = [this.#alternatives()];
    // Adjacent terms without an operator are joined by AND.
    while (this.#takeWord('AND') || (this.#peek().kind !== 'end' && this.#peek().kind !== 'close'))
      parts.push(this.#alternatives());
    return (connection) => parts.every((part) => part(connection));
  }

  #alternatives(): ConnectionPredicate {
    const parts = [this.#term()];
    while (this.#takeWord('OR')) parts.push(this.#term());
    return (connection) => parts.some((part) => part(connection));
  }

  #term(): ConnectionPredicate {
    if (!this.#takeWord('NOT') && !this.#takeMinus()) return this.#simple();
    const inner = this.#simple();
    return (connection) => !inner(connection);
  }

  #simple(): ConnectionPredicate {
    if (this.#peek().kind !== 'open') return this.#comparison();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#syntaxError(`more than ${MAX_DEPTH} nested parentheses; remove some`);
    this.#take();
    const inner = this.#expression();
    if (this.#peek().kind !== 'close') throw this.#syntaxError('unclosed parenthesis; add a )');
    this.#take();
    this.#depth -= 1;
    return inner;
  }

  #comparison(): ConnectionPredicate {
    const { kind, text, position } = this.#peek();
    const isMinus = this.#minusAt === position;
    if (kind !== 'word')
      throw this.#syntaxError('missing field; start a comparison with a field, as in status.state = "ACTIVE"');
    this.#take();
    if (this.#peek().kind !== 'operator')
      throw this.#syntaxError('missing operator after the field; use =, !=, :, <, <=, > or >=');
    const operator = this.#take().text;
    if (this.#peek().kind !== 'word' && this.#peek().kind !== 'quoted')
      throw this.#syntaxError('missing value after the operator; quote a value that contains spaces');
    const value = this.#take();
    const field = isMinus ? text.slice(1) : text;
    const comparison = createComparison({
      field,
      operator,
      value: value.kind === 'quoted' ? unquote(value.text) : value.text,
    });
    if (typeof comparison === 'string') throw new FilterSyntaxError(position, comparison);
    return comparison;
  }

  #takeMinus(): boolean {
    const { kind, text, position } = this.#peek();
    if (kind !== 'word' || !text.startsWith('-')) return false;
    if (text === '-') this.#take();
    else this.#minusAt = position;
    return true;
  }

  #takeWord(word: string): boolean {
    if (this.#peek().kind !== 'word' || this.#peek().text !== word) return false;
    this.#take();
    return true;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', position: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #syntaxError(message: string): FilterSyntaxError {
    return new FilterSyntaxError(this.#peek().position, message);
  }
}
