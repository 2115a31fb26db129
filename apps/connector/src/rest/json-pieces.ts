import { isRecord } from '../json.js';
import { RowList } from './row-list.js';

/** Lists and objects up to this depth are written member by member; deeper ones at once. */
const MAX_DEPTH = 2;
/** Longer texts, such as files in base64, are written in slices of this length. */
const SLICE_LENGTH = 64 * 1024;

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
  else if (typeof value === 'string' && value.length > SLICE_LENGTH) yield* textPieces(value);
  else if (!isWritableInParts(value) || (depth >= MAX_DEPTH && !hasLongText(value))) yield atOnce(value, layout);
  else if (Array.isArray(value)) yield* listPieces(value, layout);
  else yield* objectPieces(value, layout);
}

function isWritableInParts(value: unknown): value is object {
  return (Array.isArray(value) || isRecord(value)) && !('toJSON' in value);
}

function hasLongText(value: object): boolean {
  return Object.values(value).some((member) => typeof member === 'string' && member.length > SLICE_LENGTH);
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

function newLine({ space, depth }: Layout): string {
  return space === 0 ? '' : `\n${' '.repeat(space * depth)}`;
}
