import { type ConnectionPredicate, createComparison } from './filter-comparison.js';
import { FilterSyntaxError, filterTokens, type Token, unquote } from './filter-tokens.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** What a filter is true for, or what is wrong with it. */
export type FilterResult =
  | { readonly ok: true; readonly matches: ConnectionPredicate }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

const MAX_LENGTH = 4096;
const MAX_DEPTH = 32;

/**
 * Reads the filter of v1 `connections.list`, a part of https://google.aip.dev/160: comparisons by =, !=, :, <, <=, > and >=,
 * AND, OR (which binds more closely), NOT or -, parentheses, quotes, and * at the ends of a text. An empty one is true
 * for every connection.
 */
export function parseConnectionFilter(text: string): FilterResult {
  try {
    if (text.length > MAX_LENGTH) throw new FilterSyntaxError(MAX_LENGTH + 1, `is too long; keep ${MAX_LENGTH} characters`);
    const tokens = filterTokens(text);
    return { ok: true, matches: tokens.length === 1 ? () => true : new FilterParser(tokens).parse() };
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return { ok: false, violations: [toFieldViolation(['filter'], `at character ${error.position} ${error.message}`)] };
  }
}

/** Goes through the pieces of one filter by the grammar of https://google.aip.dev/assets/misc/ebnf-filtering.txt. */
class FilterParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  /** Where a word begins with a - that has been read as NOT. */
  #minusAt = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): ConnectionPredicate {
    const predicate = this.#expression();
    if (this.#peek().kind === 'close') throw this.#syntaxError('has a ) without a (; take it out');
    return predicate;
  }

  #expression(): ConnectionPredicate {
    const parts = [this.#alternatives()];
    // Two parts side by side are both meant, as if AND stood between them.
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
    if (this.#depth > MAX_DEPTH)
      throw this.#syntaxError(`has more than ${MAX_DEPTH} parentheses in each other; take some out`);
    this.#take();
    const inner = this.#expression();
    if (this.#peek().kind !== 'close') throw this.#syntaxError('ends before a ); close the parenthesis');
    this.#take();
    this.#depth -= 1;
    return inner;
  }

  #comparison(): ConnectionPredicate {
    const { kind, text, position } = this.#peek();
    const isMinus = this.#minusAt === position;
    if (kind !== 'word') throw this.#syntaxError('has no field; write one, as in status.state = "ACTIVE"');
    this.#take();
    if (this.#peek().kind !== 'operator')
      throw this.#syntaxError('has no operator after a field; write =, !=, :, <, <=, > or >=');
    const operator = this.#take().text;
    if (this.#peek().kind !== 'word' && this.#peek().kind !== 'quoted')
      throw this.#syntaxError('has no value after an operator; write one, in quotes where it has spaces');
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

  #syntaxError(predicate: string): FilterSyntaxError {
    return new FilterSyntaxError(this.#peek().position, predicate);
  }
}
