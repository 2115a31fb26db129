import { stripVTControlCharacters } from 'node:util';

// Control characters would move the cursor, and marks of direction would reorder the line.
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const INDENT = 2;
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z$/;

/** The text of a value. */
function cellToText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text of a value on one line of a terminal. */
export function toLine(value: unknown): string {
  return stripVTControlCharacters(cellToText(value)).replace(/\s+/g, ' ').replace(UNPRINTABLE, '');
}

/** The text of a value with its line breaks. JSON is indented. */
export function toLines(value: unknown): readonly string[] {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value, null, INDENT) : cellToText(value);
  return text.split(/\r?\n/).map((line) => `${/^ */.exec(line)?.[0] ?? ''}${toLine(line.trimStart())}`);
}

/** A timestamp in UTC up to its minute, such as `2026-11-30 08:15`; other texts are unchanged. */
export function toMinute(text: string): string {
  return text.replace(TIMESTAMP, '$1 $2');
}
