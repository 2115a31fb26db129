import { isCatalogFunction } from '../allowed/functions.js';
import { isSystemTable, SYSTEM_SCHEMAS, type TableName, writtenName } from '../catalog/table-names.js';
import { lastName, namesOf, type Node, type Tree, walk } from '../syntax/nodes.js';

/** Types whose values name what the system catalogs contain, and the rows of these; with `_`, arrays of them. */
const SYSTEM_TYPE = /^_?(reg|pg_)/;

/**
 * What of a statement needs the system catalogs, such as `the system table pg_class`; undefined if nothing does. Such a statement
 * must not run where the slots of others are, since even a number as `regclass` would tell their names.
 */
export function systemPartOf(statement: Node): string | undefined {
  let found: string | undefined;
  walk(statement, (part) => {
    found ??= partOf(part);
    return found === undefined;
  });
  return found;
}

function partOf(part: Tree): string | undefined {
  const { RangeVar: range, FuncCall: call, TypeName: cast, typeName = cast } = part as Parts;
  if (range && isSystemTable(range)) return `the system table ${writtenName(range)}`;
  const name = call && lastName(call.funcname);
  if (name !== undefined && isCatalogFunction(name)) return `the function ${name}`;
  const type = namesOf(typeName?.names ?? []);
  const isSystemType =
    type.length > 1 && type[0] !== 'pg_catalog'
      ? SYSTEM_SCHEMAS.has(type[0] ?? '')
      : SYSTEM_TYPE.test(type.at(-1) ?? '');
  return isSystemType ? `the type ${type.join('.')}` : undefined;
}

interface Parts extends Tree {
  readonly RangeVar?: TableName;
  readonly FuncCall?: Node['FuncCall'];
  readonly TypeName?: { readonly names?: readonly Node[] };
  readonly typeName?: { readonly names?: readonly Node[] };
}
