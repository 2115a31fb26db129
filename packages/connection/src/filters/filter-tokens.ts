/** A token of a filter. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close' | 'end';
  readonly text: string;
  /** Position of the first character, counted from 1. */
  readonly position: number;
}

/** A syntax error and its position in the filter. `parseConnectionFilter` turns it into a violation. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

const SPACE = /\s*/y;
const OPERATOR = /<=|>=|!=|[=:<>]/y;
/** A value follows an operator and may contain operator characters: a time has colons. */
const VALUE = /[^\s()"']+/y;
const WORD = /[^\s()"'=:<>!]+/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;

/** Splits a filter into tokens; the last is `end`. */
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

/** Removes the quotes and escapes of a quoted token. */
export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function tokenAt(text: string, offset: number, isValue: boolean): Token {
  const position = offset + 1;
  const character = text[offset] ?? '';
  if (character === '(') return { kind: 'open', text: character, position };
  if (character === ')') return { kind: 'close', text: character, position };
  const operator = isValue ? '' : take(OPERATOR, text, offset);
  if (operator !== '') return { kind: 'operator', text: operator, position };
  const quoted = take(QUOTED, text, offset);
  if (quoted !== '') return { kind: 'quoted', text: quoted, position };
  const word = take(isValue ? VALUE : WORD, text, offset);
  if (word !== '') return { kind: 'word', text: word, position };
  const isQuote = character === '"' || character === "'";
  throw new FilterSyntaxError(position, isQuote ? 'unclosed quote; close it' : 'unexpected !; use != or NOT');
}

function take(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}
