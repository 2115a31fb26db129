/** A piece of a filter, and where it begins, counted from 1. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'end';
  readonly text: string;
  readonly position: number;
}

/** What is wrong with a filter, and where. Caught where the filter is parsed. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
  readonly position: number;

  constructor(position: number, predicate: string) {
    super(predicate);
    this.position = position;
  }
}

const SPACE = /\s*/y;
const OPERATOR = /<=|>=|!=|[=:<>]/y;
/** In place of a value, which is what follows an operator, a word may have operators in it: a time has colons. */
const VALUE = /[^\s()"']+/y;
const WORD = /[^\s()"'=:<>!]+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;

/** Cuts a filter into its pieces. */
export function filterTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let offset = take(SPACE, text, 0).length; offset < text.length;) {
    const token = tokenAt(text, offset, tokens.at(-1)?.kind === 'operator');
    tokens.push(token);
    offset += token.text.length;
    offset += take(SPACE, text, offset).length;
  }
  return [...tokens, { kind: 'end', text: '', position: text.length + 1 }];
}

/** The content of a quoted text. */
export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function tokenAt(text: string, offset: number, isValue: boolean): Token {
  const position = offset + 1;
  const letter = text[offset] ?? '';
  if (letter === '(') return { kind: 'open', text: letter, position };
  if (letter === ')') return { kind: 'close', text: letter, position };
  const operator = isValue ? '' : take(OPERATOR, text, offset);
  if (operator !== '') return { kind: 'operator', text: operator, position };
  const quoted = take(QUOTED, text, offset);
  if (quoted !== '') return { kind: 'quoted', text: quoted, position };
  const word = take(isValue ? VALUE : WORD, text, offset);
  if (word !== '') return { kind: 'word', text: word, position };
  const isQuote = letter === '"' || letter === "'";
  throw new FilterSyntaxError(position, isQuote ? 'has a quote that does not end; close it' : 'has a !; write != or NOT');
}

function take(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}
