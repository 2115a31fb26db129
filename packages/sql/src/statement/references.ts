import { SqlError } from '../errors.js';
import type { Table } from '../catalog/catalog.js';
import type { TableNames } from '../catalog/table-names.js';
import type { Tree } from '../syntax/nodes.js';

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
export function* rangesOf(tree: unknown, defined: ReadonlySet<string> = new Set()): Generator<RangeVar> {
  if (Array.isArray(tree)) for (const item of tree) yield* rangesOf(item, defined);
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return;
  const {
    RangeVar: range,
    withClause,
    ...rest
  } = tree as Tree & {
    readonly RangeVar?: RangeVar;
    readonly withClause?: CommonTables;
  };
  if (range && (range.schemaname !== undefined || !defined.has(range.relname))) yield range;
  const scope = new Set(defined);
  if (withClause) {
    if (withClause.recursive) for (const { CommonTableExpr: cte } of withClause.ctes) scope.add(cte.ctename);
    for (const { CommonTableExpr: cte } of withClause.ctes) {
      yield* rangesOf(cte.ctequery, scope);
      scope.add(cte.ctename);
    }
  }
  for (const part of Object.values(rest)) yield* rangesOf(part, scope);
}
