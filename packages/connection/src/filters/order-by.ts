import type { ConnectionResource } from '../connection/describe-connection.js';
import { readValue } from './filter-comparison.js';
import { type QueryField, queryField } from './query-fields.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** A compare function for `toSorted`, or the violations of the order. */
export type OrderByResult =
  | { readonly ok: true; readonly compare: (left: ConnectionResource, right: ConnectionResource) => number }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

type Compare = (left: ConnectionResource, right: ConnectionResource) => number;

const byName: Compare = (left, right) => order(left.name, right.name);

/**
 * Parses the `orderBy` of v1 `connections.list`: comma-separated fields, each optionally followed by `asc` or `desc`
 * (https://google.aip.dev/132#ordering). Connections that are equal in every field are ordered by name. Unset values come
 * first.
 */
export function parseOrderBy(text: string): OrderByResult {
  const items = text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
  const read = items.map(readItem);
  const violations = read.flatMap((item) =>
    typeof item === 'string' ? [toFieldViolation(['orderBy'], `is not valid: ${item}`)] : [],
  );
  if (violations.length > 0) return { ok: false, violations };
  const compares = [...read.flatMap((item) => (typeof item === 'string' ? [] : [item])), byName];
  const compare: Compare = (left, right) => {
    for (const part of compares) {
      const difference = part(left, right);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return { ok: true, compare };
}

function readItem(item: string): Compare | string {
  const [name = '', direction = 'asc', ...others] = item.split(/\s+/);
  if (name === '') return 'empty item between commas; add a field or remove the comma';
  if (others.length > 0 || !/^(?:asc|desc)$/i.test(direction))
    return 'only asc or desc can follow a field; separate fields with commas';
  const field = queryField(name);
  if (typeof field === 'string') return field;
  if (field.kind === 'map') return 'labels cannot be ordered as a whole; use one, as in labels.env';
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return (left, right) => sign * order(sortKey(field, left), sortKey(field, right));
}

function sortKey({ kind, read }: QueryField, connection: ConnectionResource): string | number {
  const value = read(connection);
  if (kind === 'text' || kind === 'map') return typeof value === 'string' ? value : '';
  return readValue(kind, value) ?? Number.NEGATIVE_INFINITY;
}

function order(left: string | number, right: string | number): number {
  return left < right ? -1 : Number(left > right);
}
