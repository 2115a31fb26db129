import { EntityError } from '../errors.js';

/** One word of a condition, and where it stands. */
export interface Token {
  readonly kind: 'name' | 'operator' | 'string' | 'number' | 'timestamp' | 'other' | 'end';
  readonly text: string;
  readonly position: number;
}

// Tried in this order at each place. A timestamp before a number: 2023-08-24 begins with digits as well.
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['timestamp', /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/iy],
  ['number', /[+-]?\d+(?:\.\d+)?(?![\w])/y],
  ['name', /[A-Za-z_]\w*/y],
  ['operator', /<=|>=|<>|!=|=|<|>/y],
  ['other', /[\w:+*./-]+/y],
];

// Found without trying the patterns: a text may have a hundred thousand of them.
const PUNCTUATION = '(),';

// Three thousand keys fit into it. A longer text would hold up every other caller while it is read.
export const MAX_LENGTH = 131_072;

/** Cuts the text of a condition into words; the last one is always `end`. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    const message = `A condition may have ${MAX_LENGTH} characters; this one has ${text.length}.`;
    throw new EntityError('INVALID_CONDITION', message, { position: MAX_LENGTH });
  }
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const token = tokenAt(text, position);
    tokens.push(token);
    position = skipSpace(text, position + token.text.length);
  }
  tokens.push({ kind: 'end', text: '', position: text.length });
  return tokens;
}

function tokenAt(text: string, position: number): Token {
  const character = text.charAt(position);
  if (PUNCTUATION.includes(character)) return { kind: 'other', text: character, position };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], position };
  }
  const isQuote = character === "'" || character === '"';
  throw new EntityError(
    'INVALID_CONDITION',
    isQuote
      ? `The quote at position ${position} is never closed; close it, and double a quote that belongs to the value.`
      : `A condition cannot have ${JSON.stringify(character)} at position ${position}; put values in single quotes.`,
    { position },
  );
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}
