import { Base64File } from './base64-file.js';
import { RowList } from './row-list.js';

/** Values of more characters are written member by member, and longer texts in slices of this length. */
const SLICE_LENGTH = 64 * 1024;
/** Deeper values are written at once, because code that steps into them could overflow the stack. */
const MAX_DEPTH = 100;
/** What a value counts at least: a list of many small values takes time, too. */
const MEMBER_LENGTH = 32;

/** A value's place in the whole: its depth, and the spaces by which each level is indented. */
interface Layout {
  readonly depth: number;
  readonly space: number;
}

/**
 * Writes a JSON value piece by piece: the pieces together are what `JSON.stringify` returns. A piece is a row of an answer, or
 * a part of it if it is long.
 */
export function* jsonPieces(value: unknown, space = 0, depth = 0): Generator<string> {
  const layout = { space, depth };
  if (value instanceof RowList) yield* listPieces(value.take(), layout);
  else if (value instanceof Base64File) yield* filePieces(value);
  else if (depth >= MAX_DEPTH || roomAfter(value, SLICE_LENGTH) >= 0) yield atOnce(value, layout);
  else if (typeof value === 'string') yield* textPieces(value);
  else if (Array.isArray(value)) yield* listPieces(value, layout);
  else yield* objectPieces(value as object, layout);
}

/** Returns the characters that are left of a number after a value; less than 0 if the value has more. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - MEMBER_LENGTH - value.length;
  if (value instanceof RowList || value instanceof Base64File) return -1;
  let left = room - MEMBER_LENGTH;
  if (typeof value !== 'object' || value === null || hasOwnForm(value)) return left;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (left < 0) break;
    left = roomAfter(member, left);
  }
  return left;
}

/** As `Date` does. Data of Twilio may have a member of this name, but it is never a function. */
function hasOwnForm(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

function atOnce(value: unknown, layout: Layout): string {
  // Undefined in a list is null; JSON texts contain no line breaks.
  const text = JSON.stringify(value, null, layout.space) ?? 'null';
  return layout.space === 0 ? text : text.replaceAll('\n', newLine(layout));
}

function* listPieces(items: Iterable<unknown>, layout: Layout): Generator<string> {
  const inner = { ...layout, depth: layout.depth + 1 };
  let before = `[${newLine(inner)}`;
  for (const item of items) {
    yield before;
    yield* jsonPieces(item, inner.space, inner.depth);
    before = `,${newLine(inner)}`;
  }
  yield before.startsWith('[') ? '[]' : `${newLine(layout)}]`;
}

function* objectPieces(value: object, layout: Layout): Generator<string> {
  const inner = { ...layout, depth: layout.depth + 1 };
  let before = `{${newLine(inner)}`;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}${JSON.stringify(name)}:${layout.space === 0 ? '' : ' '}`;
    yield* jsonPieces(member, inner.space, inner.depth);
    before = `,${newLine(inner)}`;
  }
  yield before.startsWith('{') ? '{}' : `${newLine(layout)}}`;
}

function* textPieces(text: string): Generator<string> {
  yield '"';
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + SLICE_LENGTH;
    // Half of a pair of surrogates alone would be written as an escape.
    if (/[\uD800-\uDBFF]/.test(text[end - 1] ?? '')) end += 1;
    yield JSON.stringify(text.slice(start, end)).slice(1, -1);
  }
  yield '"';
}

function* filePieces(file: Base64File): Generator<string> {
  yield '"';
  yield* file.pieces();
  yield '"';
}

function newLine({ space, depth }: Layout): string {
  return space === 0 ? '' : `\n${' '.repeat(space * depth)}`;
}
