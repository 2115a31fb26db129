import { EntityError } from '../errors.js';
import { unitsOf, type Work } from '../work.js';

/** A token of a condition and its character offset. */
export interface Token {
  readonly kind: 'name' | 'operator' | 'string' | 'number' | 'timestamp' | 'other' | 'end';
  readonly text: string;
  readonly position: number;
}

// Tried in this order. Timestamps precede numbers because 2023-08-24 starts with digits as well.
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['timestamp', /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/iy],
  ['number', /[+-]?\d+(?:\.\d+)?(?![\w])/y],
  ['name', /[A-Za-z_]\w*/y],
  // A sign before a word or a space is arithmetic: `now() - interval '1 day'`.
  ['operator', /<=|>=|<>|!=|=|<|>|[+-](?=\s|[A-Za-z])/y],
  ['other', /[\w:+*./-]+/y],
];

// Matched without the patterns, because a text may contain a hundred thousand of them.
const PUNCTUATION = '(),';

// Enough for three thousand keys.
export const MAX_LENGTH = 131_072;

/** Splits the text of a condition into tokens; the last one is always `end`. */
export function* tokenize(text: string): Work<Token[]> {
  if (text.length > MAX_LENGTH) {
    const message =
      `A condition can have at most ${MAX_LENGTH} characters; this one has ${text.length}. ` +
      'Use fewer or shorter values, or split them over several calls.';
    throw new EntityError('INVALID_CONDITION', message, { position: MAX_LENGTH });
  }
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const token = tokenAt(text, position);
    tokens.push(token);
    yield unitsOf(token.text);
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
      ? `The quote at position ${position} is never closed. Close it; double a quote that is part of the value.`
      : `Unexpected character ${JSON.stringify(character)} at position ${position}. Put values in single quotes.`,
    { position },
  );
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (position < text.length && /\s/.test(text.charAt(position))) position += 1;
  return position;
}
