import { dataTypeOf } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type EntityType, type Field, keyOf, type SortBy } from '../model/index.js';
import { didYouMean } from '../model/did-you-mean.js';
import { resolveField } from '../model/resolve.js';
import type { Order } from './merge-sort.js';
import type { Read } from './reads.js';
import type { Row } from './runner.js';
import { unitsOf } from '../work.js';

/** An order that conforms to the declaration: of rows by the column, then by the key. */
export interface CheckedSortBy extends Order<Row> {
  readonly name: string;
  readonly direction: 'ASC' | 'DESC';
  /** Compares values of the column. */
  readonly compareValues: (a: unknown, b: unknown) => number;
  /** Whether a value can be one of the column's. */
  readonly isValue: (value: unknown) => boolean;
}

/** The sort position of the last row of a page. */
export interface SortPlace {
  readonly value: unknown;
  /** The row's key. Without keys: the number of rows with this value so far. */
  readonly key: string;
}

/** Parses `Column`, `Column ASC` or `Column DESC`; undefined for anything else. */
export function parseSortBy(text: string): SortBy | undefined {
  const [, field, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  return field === undefined ? undefined : { field, direction: direction?.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
}

/** @throws EntityError INVALID_SORT for an unknown or unsortable column */
export function checkSortBy(entityType: EntityType, sortBy: SortBy): CheckedSortBy {
  const refuse = (reason: string) =>
    new EntityError(
      'INVALID_SORT',
      `${entityType.name} cannot be sorted by ${JSON.stringify(sortBy.field)}: ${reason}.`,
    );
  const found = resolveField(entityType, sortBy.field);
  if (!found) {
    const columns = Object.keys(entityType.fields);
    throw refuse(`unknown column.${didYouMean(sortBy.field, columns)} Known columns: ${columns.join(', ')}`);
  }
  const { name, field } = found;
  if (field.readable === false || field.dataType === 'json' || field.repeats) throw refuse('its values have no order');
  const direction = sortBy.direction ?? 'ASC';
  const compareValues = createComparison(field, direction);
  const key = keyOf(entityType);
  const { compare: compareKeys } = dataTypeOf({ dataType: 'text' });
  const compare = (a: Row, b: Row) =>
    compareValues(a[name], b[name]) || (key === undefined ? 0 : compareKeys(a[key], b[key]));
  const units = (row: Row) => unitsOf(row[name]);
  const { read } = dataTypeOf(field);
  const isValue = (value: unknown) => value === null || read(value) === value;
  return { name, direction, compareValues, compare, units, isValue };
}

function createComparison(field: Field, direction: 'ASC' | 'DESC') {
  const { compare } = dataTypeOf(field);
  const sign = direction === 'ASC' ? 1 : -1;
  return (a: unknown, b: unknown): number => {
    const order = a == null || b == null ? Number(a == null) - Number(b == null) : compare(a, b);
    return order === 0 ? 0 : sign * order;
  };
}

/** Whether Twilio's list already has this order. */
export function isTwilioOrder({ defaultSortBy }: EntityType, by: CheckedSortBy, reads: readonly Read[]): boolean {
  return by.direction === 'DESC' && by.name === defaultSortBy && reads.length === 1 && !reads[0]?.isGet;
}
