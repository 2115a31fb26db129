import { toBlocks } from './blocks.js';
import type { ExportColumn } from './columns.js';
import type { Encoder, Row } from './encoder.js';

/** A spreadsheet executes a cell that begins like this, even if it is quoted. The last four are full-width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Negative amounts and phone numbers begin in the same way, and execute nothing. */
const NUMBER = /^[+-]\d+(?:\.\d+)?$/;
const QUOTED = /[",\r\n]/;

/** CSV as in RFC 4180, with a header and line feeds. Null is an empty cell, and an empty text is `""`. */
export function createCsvEncoder(columns: readonly Pick<ExportColumn, 'name'>[]): Encoder {
  const names = columns.map(({ name }) => name);
  function* toLines(rows: readonly Row[]) {
    for (const row of rows) yield toCsvLine(names.map((name) => row[name]));
  }
  return {
    begin: () => Buffer.from(toCsvLine(names)),
    rows: (rows) => toBlocks(toLines(rows)),
    end: () => new Uint8Array(),
  };
}

/** One line of CSV. */
export function toCsvLine(values: readonly unknown[]): string {
  let [line, separator] = ['', ''];
  for (const value of values) {
    line += separator + toCell(value);
    separator = ',';
  }
  return `${line}\n`;
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value === '') return '""';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
