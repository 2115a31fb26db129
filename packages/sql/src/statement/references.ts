import { SqlError } from '../errors.js';
import type { Table } from '../catalog/catalog.js';
import type { TableNames } from '../catalog/table-names.js';

export interface RangeVar {
  readonly catalogname?: string;
  readonly schemaname?: string;
  readonly relname: string;
  readonly alias?: { readonly aliasname: string; readonly colnames?: readonly unknown[] };
  /** In bytes. */
  readonly location?: number;
}

/** A place of a statement that names a table of the catalog. */
export interface Reference {
  readonly table: Table;
  readonly range: RangeVar;
  /** The name of its slot. */
  readonly slot: string;
}

/** Each may make the planner try more join orders. */
const MAX_REFERENCES = 100;

interface CommonTables {
  readonly ctes: readonly { readonly CommonTableExpr: { readonly ctename: string; readonly ctequery: unknown } }[];
  readonly recursive?: boolean;
}

/** Finds the references of a statement, each with a slot of its own. @throws SqlError if a table does not exist */
export function findReferences(statement: unknown, tables: TableNames): readonly Reference[] {
  const found: Reference[] = [];
  const counts = new Map<Table, number>();
  for (const range of rangesOf(statement)) {
    const table = tables.find(range);
    const count = (counts.get(table) ?? 0) + 1;
    counts.set(table, count);
    found.push({ table, range, slot: `${table.name}_${count}` });
  }
  if (found.length > MAX_REFERENCES) {
    throw new SqlError('54001', `The statement names ${found.length} tables; at most ${MAX_REFERENCES} are supported.`);
  }
  return found;
}

/** The tables that a tree names, except those that it defines itself by WITH. */
export function rangesOf(tree: unknown): readonly RangeVar[] {
  const found: RangeVar[] = [];
  addRanges(found, tree, new Set());
  return found;
}

function addRanges(found: RangeVar[], tree: unknown, defined: ReadonlySet<string>): void {
  if (Array.isArray(tree)) for (const item of tree) addRanges(found, item, defined);
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return;
  const { RangeVar: range, withClause } = tree as { readonly RangeVar?: RangeVar; readonly withClause?: CommonTables };
  if (range && (range.schemaname !== undefined || !defined.has(range.relname))) found.push(range);
  const scope = withClause ? addCommonTables(found, withClause, defined) : defined;
  for (const [name, part] of Object.entries(tree)) {
    if (name !== 'RangeVar' && name !== 'withClause') addRanges(found, part, scope);
  }
}

/** Returns the names that are defined behind WITH. */
function addCommonTables(
  found: RangeVar[],
  { ctes, recursive }: CommonTables,
  defined: ReadonlySet<string>,
): ReadonlySet<string> {
  const scope = new Set(defined);
  if (recursive) for (const { CommonTableExpr: cte } of ctes) scope.add(cte.ctename);
  for (const { CommonTableExpr: cte } of ctes) {
    addRanges(found, cte.ctequery, scope);
    scope.add(cte.ctename);
  }
  return scope;
}
