import { SYSTEM_SCHEMAS } from '../catalog/table-names.js';
import { notSupported, SqlError } from '../errors.js';
import { lastName, namesOf, type Node, type Tree, walk } from '../syntax/nodes.js';
import { isAllowedFunction, isCatalogFunction } from './functions.js';
import { ALLOWED_NODES, NODE_NAMES, WRITE_NODES } from './nodes.js';

/**
 * Refuses everything but a query that reads.
 *
 * @param over whether it reads tables, or system catalogs
 * @throws SqlError that names what is refused
 */
export function checkAllowed(statement: Node, over: 'tables' | 'catalogs' = 'tables'): void {
  const [kind = ''] = Object.keys(statement);
  if (kind !== 'SelectStmt') throw notSupported(`${statementNameOf(kind, statement)} is not supported.`);
  walk(statement, (part) => {
    for (const key of Object.keys(part)) {
      const isNode = /^[A-Z]/.test(key);
      if (WRITE_NODES.has(key)) {
        throw notSupported(`${nameOf(key)} inside of another statement is not supported. Run it on its own.`);
      }
      if (isNode && !ALLOWED_NODES.has(key)) throw notSupported(`${nameOf(key)} is not supported in a query.`);
    }
    if (part.intoClause) throw notSupported('SELECT INTO is not supported, because a query cannot create tables.');
    if (part.lockingClause)
      throw notSupported('FOR UPDATE and FOR SHARE are not supported, because rows cannot be locked.');
    const { FuncCall: call, ColumnRef: column } = part as Node;
    if (call) checkFunction(namesOf(call.funcname), over);
    if (column && over === 'tables') checkColumn(lastName(column.fields) ?? '');
    for (const [kind, names] of namesIn(part)) checkSchema(namesOf(names), kind);
  });
}

/** Columns that PostgreSQL gives each table. */
const SYSTEM_COLUMNS = new Set(['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax']);

function checkColumn(name: string): void {
  if (!SYSTEM_COLUMNS.has(name)) return;
  throw notSupported(`The system column ${name} is not supported, because rows are not stored here.`);
}

/** The names of types, operators and collations in a node. */
function namesIn(part: Tree): readonly (readonly [kind: string, names: readonly Node[]])[] {
  const { TypeName: cast, typeName = cast, A_Expr: expression, operName, useOp, collname } = part as Names;
  return [
    ['type', typeName?.names ?? []],
    ['operator', expression?.name ?? operName ?? useOp ?? []],
    ['collation', collname ?? []],
  ];
}

interface Names extends Tree {
  readonly TypeName?: { readonly names?: readonly Node[] };
  readonly typeName?: { readonly names?: readonly Node[] };
  readonly A_Expr?: Node['A_Expr'];
  readonly operName?: readonly Node[];
  readonly useOp?: readonly Node[];
  readonly collname?: readonly Node[];
}

function checkFunction(names: readonly (string | undefined)[], over: 'tables' | 'catalogs'): void {
  checkSchema(names, 'function');
  const name = names.at(-1) ?? '';
  const isAllowed = isAllowedFunction(name) || (over === 'catalogs' && isCatalogFunction(name));
  if (!isAllowed) throw new SqlError('42501', `The function ${name} is not available to queries.`);
}

function checkSchema(names: readonly (string | undefined)[], what: string): void {
  if (names.length > 1 && (names.length > 2 || !SYSTEM_SCHEMAS.has(names[0] ?? ''))) {
    throw new SqlError('42501', `The ${what} ${names.join('.')} is not available to queries.`);
  }
}

/** ANALYZE has the node of VACUUM. */
function statementNameOf(kind: string, statement: Node): string {
  const { VacuumStmt: vacuum } = statement as { readonly VacuumStmt?: { readonly is_vacuumcmd?: boolean } };
  return vacuum && !vacuum.is_vacuumcmd ? 'ANALYZE' : nameOf(kind);
}

/** `CreateCastStmt` as `CREATE CAST` */
const nameOf = (node: string): string =>
  NODE_NAMES[node] ??
  node
    .replace(/(Stmt|Expr|Clause)$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
