import type { Table } from '../catalog/catalog.js';
import type { Condition } from '../catalog/scan.js';
import { excludesNull, type PlannedScan } from '../plan/analyze.js';
import { mayLackOrder, type WholeSort } from '../plan/growth.js';

/** Says why a LIMIT reads all rows of a scan that are sorted first, and what would read fewer. */
export function sortHint(scan: PlannedScan, condition: Condition | undefined, { remedy }: WholeSort): string {
  const { table } = scan;
  const rows = condition ? 'All rows that fulfil the condition' : 'All rows';
  const why =
    remedy === 'nulls'
      ? `${rows} are read, since those without ${table.order?.column} are, or may be, elsewhere in the list at Twilio.`
      : `${rows} are read, to sort them before LIMIT takes the first.`;
  const hints = [why, remedy && orderHint(scan), conditionHint(table, condition)];
  return hints.filter((hint) => hint !== undefined).join(' ');
}

/** The sort that the list has anyway. */
function orderHint(scan: PlannedScan): string | undefined {
  const { order } = scan.table;
  if (!order) return undefined;
  const { column, direction, nulls } = order;
  const mayBeNull = mayLackOrder(scan.table) && !excludesNull(scan);
  const place = nulls === undefined ? `, where ${column} IS NOT NULL` : ` NULLS ${nulls}`;
  return `Only the first pages are read for ORDER BY ${column} ${direction}${mayBeNull ? place : ''}.`;
}

function conditionHint({ columns }: Table, condition: Condition | undefined): string | undefined {
  const used = new Set(condition && columnsOf(condition));
  const names = columns
    .filter(({ name, isKey, comparisons = [] }) => !isKey && comparisons.length > 0 && !used.has(name))
    .map(({ name }) => name);
  return names.length > 0 ? `Fewer are read with a condition on one of these: ${names.join(', ')}.` : undefined;
}

function columnsOf(condition: Condition): readonly string[] {
  if ('and' in condition) return condition.and.flatMap(columnsOf);
  return 'or' in condition ? condition.or.flatMap(columnsOf) : [condition.column];
}
