import { PIECE_UNITS, VALUE_UNITS, type Work } from '../work.js';

/** Searches a range of a text. Returns the index after the first occurrence. */
export type Search = (text: string, from: number, to: number) => Work<number | undefined>;

// `indexOf` is many times faster, but its worst case is the length of the literal times that of the text.
const MAX_NATIVE_LENGTH = 64;

/** Creates the search for a literal. It takes time in proportion to the length of the text. */
export function createLiteralSearch(literal: string): Search {
  return literal.length <= MAX_NATIVE_LENGTH ? createNativeSearch(literal) : createLinearSearch(literal);
}

function createNativeSearch(literal: string): Search {
  return function* (text, from, to) {
    let start = from;
    while (start + literal.length <= to) {
      // Consecutive windows overlap, so that none of them cuts an occurrence.
      const end = Math.min(to, start + PIECE_UNITS);
      const found = text.slice(start, end).indexOf(literal);
      yield VALUE_UNITS + (found < 0 ? end - start : found);
      if (found >= 0) return start + found + literal.length;
      start = end - literal.length + 1;
    }
    return undefined;
  };
}

/** Knuth, Morris and Pratt's search, which looks at each character of the text once. */
function createLinearSearch(literal: string): Search {
  const wanted = Uint16Array.from({ length: literal.length }, (_, index) => literal.charCodeAt(index));
  const fallbacks = toFallbacks(wanted);
  return function* (text, from, to) {
    let matched = 0;
    for (let start = from; start < to; start += PIECE_UNITS) {
      const end = Math.min(to, start + PIECE_UNITS);
      yield VALUE_UNITS + end - start;
      for (let at = start; at < end; at += 1) {
        matched = extend(wanted, fallbacks, matched, text.charCodeAt(at));
        if (matched === wanted.length) return at + 1;
      }
    }
    return undefined;
  };
}

/** For each number of matched characters: the length of the longest shorter match that ends at the same place. */
function toFallbacks(wanted: Uint16Array): Int32Array {
  const fallbacks = new Int32Array(wanted.length + 1);
  for (let count = 1; count < wanted.length; count += 1) {
    fallbacks[count + 1] = extend(wanted, fallbacks, fallbacks[count] as number, wanted[count] as number);
  }
  return fallbacks;
}

/** Returns the number of characters that match after one more character of the text. */
function extend(wanted: Uint16Array, fallbacks: Int32Array, matched: number, character: number): number {
  let count = matched;
  while (count > 0 && wanted[count] !== character) count = fallbacks[count] as number;
  return wanted[count] === character ? count + 1 : count;
}
