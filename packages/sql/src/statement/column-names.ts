import type { Table } from '../catalog/catalog.js';
import { lastName, type Node, namesOf, type Tree } from '../syntax/nodes.js';
import type { RangeVar, Reference } from './references.js';

/** Something that FROM names: the columns it has, and by which other names they may be called. */
interface Source {
  readonly qualifier: string | undefined;
  readonly columns: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** The sources that a part of a statement sees, nearest first. */
type Scope = readonly (readonly Source[])[];

interface SelectTree {
  readonly larg?: SelectTree;
  readonly rarg?: SelectTree;
  readonly withClause?: {
    readonly ctes: readonly { readonly CommonTableExpr: CommonTable }[];
    readonly recursive?: boolean;
  };
  readonly targetList?: readonly { readonly ResTarget: { readonly name?: string; readonly val: Node } }[];
  readonly fromClause?: readonly Tree[];
}

interface CommonTable {
  readonly ctename: string;
  readonly aliascolnames?: readonly Node[];
  readonly ctequery: { readonly SelectStmt?: SelectTree };
}

/** The place of a column reference, in bytes, and the name that it should have. */
export type Renames = ReadonlyMap<number, string>;

/**
 * Finds the columns that a statement calls by another name, such as `DateSent` for `date_sent`. A column that has the name as it
 * is written comes first.
 */
export function findRenames(select: SelectTree, references: readonly Reference[]): Renames {
  const tables = new Map(references.map(({ range, table }) => [range, table]));
  const found = new Renaming(tables);
  found.visitSelect(select, [], new Map());
  return found.renames;
}

class Renaming {
  readonly renames = new Map<number, string>();
  readonly #tables: ReadonlyMap<RangeVar, Table>;

  constructor(tables: ReadonlyMap<RangeVar, Table>) {
    this.#tables = tables;
  }

  /** @returns the columns of the result */
  visitSelect(select: SelectTree, outer: Scope, outerCtes: ReadonlyMap<string, Source>): Source {
    const ctes = new Map(outerCtes);
    for (const { CommonTableExpr: cte } of select.withClause?.ctes ?? []) {
      const { SelectStmt: query } = cte.ctequery;
      const columns = query && this.visitSelect(query, outer, ctes);
      if (columns) ctes.set(cte.ctename, renamed(columns, cte.ctename, cte.aliascolnames));
    }
    if (select.larg && select.rarg) {
      const columns = this.visitSelect(select.larg, outer, ctes);
      this.visitSelect(select.rarg, outer, ctes);
      return columns;
    }
    const sources: Source[] = [];
    const scope = [sources, ...outer];
    for (const item of select.fromClause ?? []) this.#visitFrom(item, { sources, scope, ctes });
    const results = new Set(
      select.targetList?.map(({ ResTarget: { name } }) => name).filter((name) => name !== undefined),
    );
    const { withClause: _, fromClause: __, targetList, ...rest } = select;
    this.#visit(targetList, scope, ctes, new Set());
    // ORDER BY and GROUP BY may name a result.
    this.#visit(rest, scope, ctes, results);
    return resultOf(select, sources, this.renames);
  }

  #visitFrom(
    item: Tree,
    all: { readonly sources: Source[]; readonly scope: Scope; readonly ctes: ReadonlyMap<string, Source> },
  ): void {
    const {
      RangeVar: range,
      RangeSubselect: sub,
      JoinExpr: join,
    } = item as {
      readonly RangeVar?: RangeVar;
      readonly RangeSubselect?: {
        readonly subquery: { readonly SelectStmt: SelectTree };
        readonly alias?: RangeVar['alias'];
      };
      readonly JoinExpr?: { readonly larg: Tree; readonly rarg: Tree; readonly quals?: Node };
    };
    if (range) {
      const table = this.#tables.get(range);
      const source = table ? sourceOf(table) : all.ctes.get(range.relname);
      if (source) all.sources.push(renamed(source, range.alias?.aliasname ?? range.relname, range.alias?.colnames));
    } else if (sub) {
      const columns = this.visitSelect(sub.subquery.SelectStmt, all.scope, all.ctes);
      all.sources.push(renamed(columns, sub.alias?.aliasname, sub.alias?.colnames));
    } else if (join) {
      this.#visitFrom(join.larg, all);
      this.#visitFrom(join.rarg, all);
      this.#visit(join.quals, all.scope, all.ctes, new Set());
    } else this.#visit(item, all.scope, all.ctes, new Set());
  }

  /** Visits expressions. */
  #visit(tree: unknown, scope: Scope, ctes: ReadonlyMap<string, Source>, results: ReadonlySet<string>): void {
    if (Array.isArray(tree)) for (const item of tree) this.#visit(item, scope, ctes, results);
    if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return;
    const { SelectStmt: select, ColumnRef: reference } = tree as { readonly SelectStmt?: SelectTree } & Node;
    if (select) this.visitSelect(select, scope, ctes);
    else if (reference) this.#visitReference(reference, scope, results);
    else for (const part of Object.values(tree)) this.#visit(part, scope, ctes, results);
  }

  #visitReference(
    { fields, location }: NonNullable<Node['ColumnRef']>,
    scope: Scope,
    results: ReadonlySet<string>,
  ): void {
    const names = namesOf(fields);
    const name = names.at(-1);
    const qualifier = names.at(-2);
    if (name === undefined || location === undefined || (qualifier === undefined && results.has(name))) return;
    for (const sources of scope) {
      const candidates = sources.filter((source) => qualifier === undefined || source.qualifier === qualifier);
      if (candidates.some(({ columns }) => columns.has(name))) return;
      const alias = candidates
        .map(({ aliases }) => aliases.get(name.toLowerCase()))
        .find((found) => found !== undefined);
      if (alias !== undefined) {
        this.renames.set(location, alias);
        return;
      }
    }
  }
}

function sourceOf({ columns }: Table): Source {
  const aliases = columns.flatMap(({ name, aliases: all = [] }) =>
    all.map((alias) => [alias.toLowerCase(), name] as const),
  );
  return { qualifier: undefined, columns: new Set(columns.map(({ name }) => name)), aliases: new Map(aliases) };
}

/** A source under another name, and with a list of column names those. */
function renamed(source: Source, qualifier: string | undefined, names: readonly unknown[] | undefined): Source {
  if (!names?.length) return { ...source, qualifier };
  const columns = [...namesOf(names as readonly Node[]), ...[...source.columns].slice(names.length)];
  return { qualifier, columns: new Set(columns.filter((name) => name !== undefined)), aliases: new Map() };
}

function resultOf({ targetList = [] }: SelectTree, sources: readonly Source[], renames: Renames): Source {
  const columns = new Set<string>();
  const aliases = new Map<string, string>();
  for (const {
    ResTarget: { name, val },
  } of targetList) {
    const reference = val.ColumnRef;
    const own = reference && (renames.get(reference.location ?? -1) ?? lastName(reference.fields));
    const visible = name ?? own;
    if (visible !== undefined) columns.add(visible);
    const isStar = reference?.fields.at(-1)?.A_Star !== undefined;
    if (isStar) for (const source of sources) for (const column of source.columns) columns.add(column);
    if (isStar || name === undefined)
      for (const source of sources) for (const alias of source.aliases) aliases.set(...alias);
  }
  // An alias counts only for a column that the result has.
  for (const [alias, column] of aliases) if (!columns.has(column)) aliases.delete(alias);
  return { qualifier: undefined, columns, aliases };
}
