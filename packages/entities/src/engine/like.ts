import { createLiteralSearch } from './literal-search.js';
import { ANY, createWildcardSearch, lengthOf, type Part } from './wildcard-search.js';
import { VALUE_UNITS, type Work } from '../work.js';

/**
 * Compiles a LIKE pattern: `%` matches any characters, `_` matches one. Case-sensitive. The first and the last part of the
 * pattern have a fixed place in the text. Each part between them is searched once, from the end of the part before it.
 */
export function compileLike(pattern: string, escape: string | undefined): (text: string) => Work<boolean> {
  const [first = [], ...others] = toParts(pattern, escape);
  const last = others.pop();
  const searches = others.filter((part) => part.length > 0).map(toSearch);
  const units = VALUE_UNITS + first.length + (last?.length ?? 0);
  return function* (text) {
    yield units;
    let end = matchAt(text, 0, first);
    if (end === undefined || last === undefined) return end === text.length;
    const lastStart = goBack(text, last.length);
    if (lastStart < end || matchAt(text, lastStart, last) === undefined) return false;
    for (const search of searches) {
      end = yield* search(text, end, lastStart);
      if (end === undefined) return false;
    }
    return true;
  };
}

/** Splits a pattern at each `%`. */
function toParts(pattern: string, escape: string | undefined): readonly Part[] {
  let part: number[] = [];
  const parts = [part];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === escape) {
      isEscaped = true;
      continue;
    }
    if (!isEscaped && character === '%') parts.push((part = []));
    else part.push(!isEscaped && character === '_' ? ANY : (character.codePointAt(0) as number));
    isEscaped = false;
  }
  return parts;
}

function toSearch(part: Part) {
  // Half a surrogate pair must not match half a character of the text, so it is not searched as a string.
  const isLiteral = part.every((wanted) => wanted !== ANY && !(wanted >= 0xd800 && wanted <= 0xdfff));
  return isLiteral
    ? createLiteralSearch(part.map((wanted) => String.fromCodePoint(wanted)).join(''))
    : createWildcardSearch(part);
}

/** Returns the index after the part if the text has it at this index. */
function matchAt(text: string, index: number, part: Part): number | undefined {
  let at = index;
  for (const wanted of part) {
    const found = text.codePointAt(at);
    if (found === undefined || (wanted !== ANY && wanted !== found)) return undefined;
    at += lengthOf(found);
  }
  return at;
}

/** Returns the index of the last characters of a text; negative if it has fewer. */
function goBack(text: string, count: number): number {
  let at = text.length;
  for (let left = count; left > 0; left -= 1) {
    at -= 1;
    if ((text.codePointAt(at - 1) ?? 0) > 0xffff) at -= 1;
  }
  return at;
}
