import type { SqlType, WritableColumn } from '../catalog/catalog.js';
import type { Row } from '../catalog/scan.js';
import { decode, oidOf } from '../decode.js';

/** Values in PostgreSQL's text form as a source takes them, by property. Digits are never lost. */
export function toValues(columns: readonly WritableColumn[], texts: readonly (string | null)[]): Row {
  return Object.fromEntries(
    columns.map(({ name, property = name, type }, index) => [property, toValue(texts[index] ?? null, type)]),
  );
}

function toValue(text: string | null, type: SqlType): unknown {
  return type === 'jsonb' && text !== null ? toJson(text) : decode(text, oidOf[type]);
}

/** A document; as text if JavaScript would change one of its numbers. */
function toJson(text: string): unknown {
  let isExact = true;
  const value: unknown = JSON.parse(text, function check(_key, each: unknown, context?: { readonly source?: string }) {
    if (typeof each === 'number' && context?.source !== String(each)) isExact = false;
    return each;
  });
  return isExact ? value : text;
}
