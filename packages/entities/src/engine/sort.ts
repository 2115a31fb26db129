import { dataTypeOf } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type EntityType, type Field, keyOf } from '../model/index.js';
import { resolveField } from '../model/resolve.js';
import type { ListPlan } from './list.js';
import { readRows } from './rows.js';
import type { Row, Runner } from './runner.js';

/** In which order rows are answered: by one column, and by the key where that is equal. */
export interface SortBy {
  readonly field: string;
  /** Default `ASC`. Null comes last in ascending order and first in descending order, as in PostgreSQL. */
  readonly direction?: 'ASC' | 'DESC';
}

/** An order that fits the declaration. */
export interface CheckedSortBy {
  readonly name: string;
  readonly direction: 'ASC' | 'DESC';
  readonly compare: (a: Row, b: Row) => number;
}

/** The last row of a page, as far as the order is concerned. */
export interface SortPlace {
  readonly value: unknown;
  readonly key: string;
}

/** What a sorted read may cost unless the caller says otherwise: at a thousand rows a request, a hundred thousand rows. */
export const MAX_SORT_REQUESTS = 100;

/** Reads `Column`, `Column ASC` or `Column DESC`; undefined for anything else. */
export function parseSortBy(text: string): SortBy | undefined {
  const [, field, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  return field === undefined ? undefined : { field, direction: direction?.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
}

/** @throws EntityError INVALID_SORT for a column that there is not, or that has no order */
export function checkSortBy(entityType: EntityType, sortBy: SortBy): CheckedSortBy {
  const refuse = (reason: string) =>
    new EntityError(
      'INVALID_SORT',
      `${entityType.name} cannot be sorted by ${JSON.stringify(sortBy.field)}: ${reason}.`,
    );
  const found = resolveField(entityType, sortBy.field);
  if (!found) throw refuse(`there is no such column; there are ${Object.keys(entityType.fields).join(', ')}`);
  const { name, field } = found;
  if (field.readable === false || field.dataType === 'json') throw refuse('it has no order');
  const direction = sortBy.direction ?? 'ASC';
  return { name, direction, compare: createComparison(entityType, { name, field, direction }) };
}

function createComparison(
  entityType: EntityType,
  by: { readonly name: string; readonly field: Field; readonly direction: 'ASC' | 'DESC' },
) {
  const { name, field, direction } = by;
  const key = keyOf(entityType);
  const { compare } = dataTypeOf(field);
  const sign = direction === 'ASC' ? 1 : -1;
  return (a: Row, b: Row): number => {
    const [left, right] = [a[name], b[name]];
    const order = left == null || right == null ? Number(left == null) - Number(right == null) : compare(left, right);
    return order === 0 ? dataTypeOf({ dataType: 'text' }).compare(a[key], b[key]) : sign * order;
  };
}

/**
 * The first rows in the order, or the first behind a place: reads the whole list once, and holds no more than it answers.
 */
export async function readSorted(
  plan: ListPlan,
  runner: Runner,
  order: { readonly by: CheckedSortBy; readonly after: SortPlace | undefined; readonly count: number },
): Promise<{ readonly rows: Row[]; readonly hasMore: boolean }> {
  const { by, after, count } = order;
  const { compare, name } = by;
  const anchor: Row | undefined = after && { [name]: after.value, [keyOf(plan.entityType)]: after.key };
  let held: Row[] = [];
  const keep = count + 1;
  for await (const row of readRows(plan, runner)) {
    if (anchor && compare(row, anchor) <= 0) continue;
    held.push(row);
    // Seldom, so that each row is sorted a few times only.
    if (held.length >= 2 * keep + 1000) held = held.sort(compare).slice(0, keep);
  }
  held.sort(compare);
  return { rows: held.slice(0, count), hasMore: held.length > count };
}
