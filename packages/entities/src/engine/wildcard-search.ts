import type { Search } from './literal-search.js';
import { PIECE_UNITS, VALUE_UNITS } from '../work.js';

/** The code points of a pattern between two `%`; `ANY` for `_`. */
export type Part = readonly number[];

/** Matches any code point. */
export const ANY = -1;

/** Returns the number of a string's characters that a code point takes. */
export function lengthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

/** Up to 31 code points of a part, one bit for each. */
interface Block {
  /** The bits of the places that accept any code point. */
  readonly any: number;
  /** The bits of the places that accept a code point. */
  readonly of: ReadonlyMap<number, number>;
}

const BITS = 31;

/**
 * Creates the search for a part that contains `_`. One bit for each prefix of the part says whether the text read so far ends
 * with that prefix; each code point of the text shifts the bits (Baeza-Yates and Gonnet). The time is at most proportional to
 * the length of the text times that of the part divided by 31.
 */
export function createWildcardSearch(part: Part): Search {
  const blocks = toBlocks(part);
  const lastBit = 1 << ((part.length - 1) % BITS);
  return function* (text, from, to) {
    const bits = new Int32Array(blocks.length);
    let units = VALUE_UNITS;
    for (let at = from; at < to;) {
      const codePoint = text.codePointAt(at) as number;
      at += lengthOf(codePoint);
      units += shift(blocks, bits, codePoint);
      if ((bits[blocks.length - 1] as number) & lastBit) {
        yield units;
        return at;
      }
      if (units < PIECE_UNITS) continue;
      yield units;
      units = 0;
    }
    yield units;
    return undefined;
  };
}

function toBlocks(part: Part): readonly Block[] {
  return Array.from({ length: Math.ceil(part.length / BITS) }, (_, index) => {
    const wanted = part.slice(index * BITS, (index + 1) * BITS);
    const bitsOf = (isIn: (codePoint: number) => boolean) =>
      wanted.reduce((bits, codePoint, place) => (isIn(codePoint) ? bits | (1 << place) : bits), 0);
    const any = bitsOf((codePoint) => codePoint === ANY);
    // No code point is `ANY`, so its own entry is never looked up.
    return { any, of: new Map(wanted.map((literal) => [literal, any | bitsOf((other) => other === literal)])) };
  });
}

/** Updates the bits for the next code point of the text. Returns the number of blocks that it looked at. */
function shift(blocks: readonly Block[], bits: Int32Array, codePoint: number): number {
  // A match can start at every code point.
  let carry = 1;
  let units = 1;
  for (let index = 0; index < blocks.length; index += 1) {
    const before = bits[index] as number;
    if (before === 0 && carry === 0) continue;
    const { any, of } = blocks[index] as Block;
    units += 1;
    bits[index] = ((before << 1) | carry) & (of.get(codePoint) ?? any);
    carry = (before >>> (BITS - 1)) & 1;
  }
  return units;
}
