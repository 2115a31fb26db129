import type { SqlType, WritableColumn } from '../catalog/catalog.js';
import type { Row } from '../catalog/scan.js';

/** Values in PostgreSQL's text form as a source takes them, by property. Digits are never lost. */
export function toValues(columns: readonly WritableColumn[], texts: readonly (string | null)[]): Row {
  return Object.fromEntries(
    columns.map(({ name, property = name, type }, index) => [property, toValue(texts[index] ?? null, type)]),
  );
}

function toValue(text: string | null, type: SqlType): unknown {
  if (text === null) return null;
  switch (type) {
    case 'boolean':
      return text === 't';
    case 'integer':
    case 'bigint':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'double precision':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'timestamptz':
      return toIso(text);
    case 'jsonb':
      return toJson(text);
    default:
      return text;
  }
}

/** `2026-11-30 12:00:00.5+05:30` as `2026-11-30T12:00:00.5+05:30`. Infinity and years of five digits stay as they are. */
const toIso = (text: string): string =>
  text.replace(
    /^(\d{4}-\d\d-\d\d) ([\d:.]+)([+-]\d\d)(:\d\d)?$/,
    (_all, date: string, time: string, hours: string, minutes = ':00') =>
      `${date}T${time}${hours === '+00' ? 'Z' : `${hours}${String(minutes)}`}`,
  );

/** A document; as text if JavaScript would change one of its numbers. */
function toJson(text: string): unknown {
  let isExact = true;
  const value: unknown = JSON.parse(text, function check(_key, each: unknown, context?: { readonly source?: string }) {
    if (typeof each === 'number' && context?.source !== String(each)) isExact = false;
    return each;
  });
  return isExact ? value : text;
}
