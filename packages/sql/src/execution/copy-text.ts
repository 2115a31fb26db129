import type { Column, SqlType } from '../catalog/catalog.js';
import type { Row } from '../catalog/scan.js';

/** How rows of a table become lines of COPY's text format. Columns that are not used become null. */
export function createRowEncoder(
  columns: readonly Column[],
  used: readonly string[],
): (rows: readonly Row[]) => Uint8Array {
  const names = new Set(used);
  const fields: { readonly before: string; readonly property: string; readonly type: SqlType }[] = [];
  // What stands between the columns that are used is the same for all rows.
  let before = '';
  for (const [index, { name, property = name, type }] of columns.entries()) {
    if (index > 0) before += '\t';
    if (names.has(name)) {
      fields.push({ before, property, type });
      before = '';
    } else before += NULL;
  }
  const end = `${before}\n`;
  return (rows) => {
    let text = '';
    for (const row of rows) {
      for (const field of fields) text += field.before + encode(row[field.property], field.type);
      text += end;
    }
    return shared(text);
  };
}

const NULL = '\\N';

function encode(value: unknown, type: SqlType): string {
  if (value === null || value === undefined) return NULL;
  const text = type === 'jsonb' ? JSON.stringify(value) : toText(value);
  return /[\\\n\r\t]/.test(text)
    ? text.replaceAll(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)
    : text;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in PostgreSQL's text form. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** Text in memory that the engine's thread can read without a copy. */
function shared(text: string): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(Buffer.byteLength(text)));
  Buffer.from(bytes.buffer).write(text);
  return bytes;
}
