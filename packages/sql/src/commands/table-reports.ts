import type { Condition } from '../catalog/scan.js';
import type { Execution, Planned } from '../execution/execution.js';
import type { TableReads } from '../execution/table-reads.js';
import { estimateRequests, missingColumns } from '../execution/estimate.js';
import { toCondition, type Wanted } from '../execution/values.js';
import type { Analysis, PlannedScan } from '../plan/analyze.js';
import type { WholeSort } from '../plan/growth.js';
import { sortHint } from './sort-hint.js';

/** How a table was read. */
export interface TableReport {
  readonly table: string;
  readonly alias: string;
  /** What the source was asked to filter by. */
  readonly condition?: Condition;
  /** The filter that was applied to the rows afterwards, as PostgreSQL prints it. */
  readonly filter?: string;
  /** The column by whose values rows were looked up, and how many values there were. */
  readonly lookup?: { readonly column: string; readonly values: number };
  readonly requests: number;
  readonly rows: number;
}

/** How a table would be read. */
export interface TablePlan extends Omit<TableReport, 'requests' | 'rows' | 'lookup'> {
  /** The columns by whose values it may be looked up, once other tables are read. */
  readonly lookups: readonly string[];
  /** About how many requests that takes. Undefined if it depends on the values by which it is looked up. */
  readonly expectedRequests?: number;
  /** Why it takes more requests than a LIMIT may let one expect, and what would take fewer. */
  readonly hint?: string;
}

export function reportReads(execution: Execution, reads: TableReads): readonly TableReport[] {
  return [...reads.all.values()].map((read) => {
    const { table, slot, filter } = read.planned;
    const condition = reads.wantedOf(read.planned);
    const lookup = reads.lookupOf(read);
    return {
      table: table.name,
      alias: aliasOf(execution, slot),
      ...(typeof condition === 'object' && { condition }),
      ...(filter !== undefined && { filter }),
      ...(lookup && { lookup: { column: lookup.link.column, values: lookup.keys.size } }),
      requests: read.requests,
      rows: read.rowCount,
    };
  });
}

export function reportPlan(execution: Execution, { analysis, constants }: Planned): readonly TablePlan[] {
  return analysis.scans.map((scan) => {
    const { slot, table, filter, tests, links } = scan;
    const condition = toCondition(tests, constants.valueOf);
    const expected = expectRequests(scan, condition, execution, analysis);
    return {
      table: table.name,
      alias: aliasOf(execution, slot),
      ...(typeof condition === 'object' && { condition }),
      ...(filter !== undefined && { filter }),
      lookups: [...new Set(links.map(({ column }) => column))],
      ...(expected !== undefined && { expectedRequests: expected }),
      ...hintOf(scan, condition, { expected, wholeSort: analysis.wholeSort }),
    };
  });
}

function hintOf(
  scan: PlannedScan,
  condition: Wanted,
  { expected, wholeSort }: { readonly expected: number | undefined; readonly wholeSort: WholeSort | undefined },
): Pick<TablePlan, 'hint'> | undefined {
  if (wholeSort?.slot !== scan.slot || condition === 'none' || expected === 1) return undefined;
  return { hint: sortHint(scan, condition, wholeSort) };
}

function expectRequests(
  { slot, table, hasResidual }: PlannedScan,
  condition: Wanted,
  { limit, sizes }: Execution,
  { growth, scans }: Analysis,
): number | undefined {
  if (condition === 'none') return 0;
  if (missingColumns(table, condition).length > 0) return undefined;
  const all = estimateRequests(table, condition, sizes);
  const isFirstRows = limit && growth?.slots.has(slot) && !hasResidual && scans.length === 1;
  return isFirstRows ? Math.min(all, Math.ceil((limit.rows + limit.offset) / table.pageSize)) : all;
}

const aliasOf = ({ references }: Execution, slot: string): string => {
  const range = references.find((reference) => reference.slot === slot)?.range;
  return range?.alias?.aliasname ?? range?.relname ?? slot;
};
