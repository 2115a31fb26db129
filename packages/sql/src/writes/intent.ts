import type { Condition } from '../catalog/scan.js';
import type { Execution, Planned } from '../execution/execution.js';
import { toCondition } from '../execution/values.js';
import type { WriteIntent } from './writer.js';
import type { WriteStatement } from './write-statement.js';

type Selects = 'one' | 'some' | 'any';

/** Which rows a statement writes. Depends on its plan, so that a key may come from any expression. */
export function intentOf(
  write: WriteStatement,
  { references }: Execution,
  { analysis, constants }: Planned,
): WriteIntent {
  const { operation, table, key, place } = write;
  if (operation === 'INSERT') return { operation, table: table.name };
  const slot = references.find(({ range }) => range.location === place)?.slot;
  const scan = analysis.scans.find((each) => each.slot === slot);
  // A table that the plan does not read has no row that counts.
  const condition = scan ? toCondition(scan.tests, constants.valueOf) : 'none';
  const selects = condition === 'none' ? 'one' : leastExact(key.map((column) => selectionOf(column, condition)));
  return { operation, table: table.name, selects };
}

/** How many values of a column a condition allows. */
function selectionOf(column: string, condition: Condition | undefined): Selects {
  if (!condition) return 'any';
  if ('or' in condition) return leastExact(['some', ...condition.or.map((each) => selectionOf(column, each))]);
  if ('and' in condition) return mostExact(condition.and.map((each) => selectionOf(column, each)));
  if (condition.column !== column) return 'any';
  return condition.operator === '=' ? 'one' : condition.operator === 'IN' ? 'some' : 'any';
}

const ORDER = ['one', 'some', 'any'] as const;
const mostExact = (all: readonly Selects[]): Selects => ORDER.find((each) => all.includes(each)) ?? 'any';
const leastExact = (all: readonly Selects[]): Selects => ORDER.findLast((each) => all.includes(each)) ?? 'any';
