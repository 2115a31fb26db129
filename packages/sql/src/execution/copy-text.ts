import type { Column, SqlType } from '../catalog/catalog.js';
import type { Row } from '../catalog/scan.js';

/** How rows of a table become lines of COPY's text format. Columns that are not used become null. */
export function createRowEncoder(
  columns: readonly Column[],
  used: readonly string[],
): (rows: readonly Row[]) => Uint8Array {
  const names = new Set(used);
  const fields = columns.map(({ name, property = name, type }) => ({
    property: names.has(name) ? property : undefined,
    type,
  }));
  return (rows) => {
    let text = '';
    for (const row of rows) {
      let separator = '';
      for (const { property, type } of fields) {
        text += separator + (property === undefined ? NULL : encode(row[property], type));
        separator = '\t';
      }
      text += '\n';
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
