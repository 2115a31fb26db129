import type { ConnectionResource } from '../connection/describe-connection.js';
import { readValue } from './filter-comparison.js';
import { type QueryField, queryField } from './query-fields.js';
import { type FieldViolation, toFieldViolation } from '../violations/field-violation.js';

/** How connections are ordered, for `toSorted`; or what is wrong with the text that says so. */
export type OrderByResult =
  | { readonly ok: true; readonly compare: (left: ConnectionResource, right: ConnectionResource) => number }
  | { readonly ok: false; readonly violations: readonly FieldViolation[] };

type Compare = (left: ConnectionResource, right: ConnectionResource) => number;

const byName: Compare = (left, right) => order(left.name, right.name);

/**
 * Reads the `orderBy` of v1 `connections.list`: fields, each with `desc` or `asc` after it, separated by commas
 * (https://google.aip.dev/132#ordering). What is equal in all of them is ordered by name. What is not set comes first.
 */
export function parseOrderBy(text: string): OrderByResult {
  const items = text.trim() === '' ? [] : text.split(',').map((item) => item.trim());
  const read = items.map(readItem);
  const violations = read.flatMap((item) => (typeof item === 'string' ? [toFieldViolation(['orderBy'], item)] : []));
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
  if (name === '') return 'has an empty place between commas; name a field there';
  if (others.length > 0 || !/^(?:asc|desc)$/i.test(direction))
    return 'has something else than desc or asc after a field; separate fields by commas';
  const field = queryField(name);
  if (typeof field === 'string') return field;
  if (field.kind === 'map') return 'names all labels; name one, as in labels.env';
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
