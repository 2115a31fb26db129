/**
 * The parts of PostgreSQL's parse tree that planning reads. A node is an object with one key, its type; see
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h.
 */
export interface Node {
  readonly A_Const?: Constant;
  readonly A_Expr?: OperatorExpression;
  readonly A_Star?: object;
  readonly BoolExpr?: { readonly boolop: 'AND_EXPR' | 'OR_EXPR' | 'NOT_EXPR'; readonly args: readonly Node[] };
  readonly BooleanTest?: { readonly arg: Node; readonly booltesttype: string };
  readonly ColumnRef?: { readonly fields: readonly Node[]; readonly location?: number };
  readonly FuncCall?: {
    readonly funcname: readonly Node[];
    readonly args?: readonly Node[];
    readonly location?: number;
  };
  readonly List?: { readonly items: readonly Node[] };
  readonly ParamRef?: { readonly number: number };
  readonly SelectStmt?: Select;
  readonly String?: { readonly sval?: string };
  readonly TypeCast?: { readonly arg: Node; readonly typeName: TypeName };
}

/** A number is in `ival` or, if it is large or has a fraction, in `fval`. Zero and the empty string have no value. */
interface Constant {
  readonly ival?: { readonly ival?: number };
  readonly fval?: { readonly fval: string };
  readonly sval?: { readonly sval?: string };
  readonly isnull?: boolean;
}

interface OperatorExpression {
  readonly kind: string;
  readonly name: readonly Node[];
  readonly lexpr?: Node;
  readonly rexpr: Node;
}

interface TypeName {
  readonly names: readonly Node[];
  readonly arrayBounds?: readonly Node[];
}

export interface Select {
  readonly targetList?: readonly { readonly ResTarget: { readonly val: Node } }[];
  readonly sortClause?: readonly Node[];
  readonly limitCount?: Node;
  readonly limitOffset?: Node;
  readonly limitOption?: string;
}

/** The words of a list of strings, such as the names of a column reference. */
export const namesOf = (nodes: readonly Node[]): readonly (string | undefined)[] =>
  nodes.map(({ String: text }) => text && (text.sval ?? ''));

/** The last word of a name, which may start with a schema. */
export const lastName = (nodes: readonly Node[]): string | undefined => namesOf(nodes).at(-1);

/** A part of a parse tree. */
export type Tree = Readonly<Record<string, unknown>>;

/** Calls `visit` for each object of a tree, parents first, unless it returns false for one of its parents. */
export function walk(tree: unknown, visit: (part: Tree) => boolean | void): void {
  if (Array.isArray(tree)) for (const item of tree) walk(item, visit);
  else if (typeof tree === 'object' && tree !== null) {
    if (visit(tree as Tree) === false) return;
    for (const value of Object.values(tree)) walk(value, visit);
  }
}
