import type { Table } from '../catalog/catalog.js';
import type { PlanNode } from '../engine/plan-node.js';
import type { PreparedReference } from '../statement/prepare.js';
import { type Growth, limitedBy, type WholeSort } from './growth.js';
import { joinLinksOf } from './links.js';
import { isMerging, type ScanNode, scanNodesOf } from './plan-scans.js';
import { type FilterMeaning, readFilter, type Test } from './tests.js';

/** Rows are needed only if `column` equals a value of a column of another slot. */
export interface SlotLink {
  readonly column: string;
  readonly source: { readonly slot: string; readonly column: string };
}

/** How the rows of a slot can be limited. */
export interface PlannedScan {
  readonly slot: string;
  readonly table: Table;
  readonly usedColumns: readonly string[];
  readonly tests: readonly Test[];
  readonly links: readonly SlotLink[];
  /** The filter that the engine applies. */
  readonly filter: string | undefined;
  readonly hasResidual: boolean;
  /** The numbers of the InitPlans that it is a part of. */
  readonly initPlans: readonly number[];
}

export interface Analysis {
  /** The scans of the plan. Slots that the plan does not read are missing. */
  readonly scans: readonly PlannedScan[];
  readonly growth?: Growth;
  readonly wholeSort?: WholeSort;
}

/** Reads from a plan which rows of each slot a statement needs. */
export function analyze(plan: PlanNode, references: readonly PreparedReference[]): Analysis {
  const nodes = [...scanNodesOf(plan)];
  const byAlias = new Map(nodes.map((node) => [node.alias, node]));
  const joinLinks = [...joinLinksOf(plan)];
  const scans: PlannedScan[] = [];
  for (const { slot, table, usedColumns } of references) {
    const own = nodes.filter((node) => node.slot === slot);
    const [node] = own;
    if (!node) continue;
    const meaning = own.length === 1 ? meaningOf(node, table) : NOTHING;
    const candidates =
      own.length === 1
        ? [
            ...meaning.links.map((link) => ({ ...link, column: link.column.name })),
            ...joinLinks
              .filter(({ target }) => target.alias === node.alias)
              .map(({ target, source }) => ({ column: target.column, source })),
          ]
        : [];
    const links = candidates.flatMap(({ column, source }) => {
      const other = byAlias.get(source.alias);
      const isUsable = other && other.slot !== slot && seesAllRowsOf(node, other) && canLookUp(table, column);
      return isUsable ? [{ column, source: { slot: other.slot, column: source.column } }] : [];
    });
    scans.push({ slot, table, usedColumns, ...meaning, links, filter: node.filter, initPlans: initPlansAbove(node) });
  }
  const limited = limitedBy(plan, (alias) => {
    const slot = byAlias.get(alias)?.slot;
    const scan = scans.find((each) => each.slot === slot);
    return scan && { slot: scan.slot, table: scan.table, excludesNull: excludesNull(scan) };
  });
  return { scans, ...limited };
}

const NOTHING: FilterMeaning = { tests: [], links: [], hasResidual: true };

function meaningOf({ alias, filter }: ScanNode, { columns }: Table): FilterMeaning {
  return readFilter(filter, { alias, column: (name) => columns.find((column) => column.name === name) });
}

/** What a node prints as the column of a scan below Append may come from another child of Append. */
function seesAllRowsOf(node: ScanNode, source: ScanNode): boolean {
  return source.path.every((ancestor) => !isMerging(ancestor) || node.path.includes(ancestor));
}

const canLookUp = ({ columns }: Table, name: string): boolean =>
  columns.find((column) => column.name === name)?.comparisons?.includes('=') ?? false;

function initPlansAbove({ path }: ScanNode): readonly number[] {
  const names = path.map(({ 'Subplan Name': name }) => /^InitPlan (\d+)/.exec(name ?? '')?.[1]);
  return names.filter((name) => name !== undefined).map(Number);
}

/** Whether the conditions of a scan exclude rows whose natural order is null. */
export function excludesNull({ tests, table }: PlannedScan): boolean {
  const compares = (test: Test): boolean => {
    if ('and' in test) return test.and.some(compares);
    return !('or' in test) && test.column.name === table.order?.column;
  };
  return tests.some(compares);
}
