import type { Table } from '../catalog/catalog.js';
import type { Condition } from '../catalog/scan.js';
import type { TableSizes } from './table-sizes.js';

/** Guesses for what is not known. They only decide which table is read first, and whether the others can profit. */
const PAGES = { whole: 50, range: 10, equal: 3 };

/** How many requests a read with a condition probably takes. */
export function estimateRequests(table: Table, condition: Condition | undefined, sizes: TableSizes): number {
  if (!condition) return sizes.of(table.name)?.pages ?? PAGES.whole;
  if ('and' in condition) return Math.min(...condition.and.map((each) => estimateRequests(table, each, sizes)));
  if ('or' in condition) return condition.or.reduce((sum, each) => sum + estimateRequests(table, each, sizes), 0);
  const isKey = table.columns.find(({ name }) => name === condition.column)?.isKey;
  const each = isKey ? 1 : PAGES.equal;
  if (condition.operator === 'IN') return condition.values.length * each;
  return condition.operator === '=' ? each : PAGES.range;
}

/** The columns with one value, or a few. */
function fixedColumns(condition: Condition | undefined): ReadonlySet<string> {
  if (!condition || 'or' in condition) return new Set();
  if ('and' in condition) return new Set(condition.and.flatMap((each) => [...fixedColumns(each)]));
  return new Set(condition.operator === '=' || condition.operator === 'IN' ? [condition.column] : []);
}

/** The columns that a read must have values for and lacks. A key needs nothing else. */
export function missingColumns({ requires = [], columns }: Table, condition: Condition | undefined): readonly string[] {
  const fixed = fixedColumns(condition);
  const hasKey = columns.some(({ name, isKey }) => isKey && fixed.has(name));
  return hasKey ? [] : requires.filter((name) => !fixed.has(name));
}
