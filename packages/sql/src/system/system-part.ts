import { isCatalogFunction } from '../allowed/functions.js';
import { isSystemTable, SYSTEM_SCHEMAS, type TableName, writtenName } from '../catalog/table-names.js';
import { lastName, namesOf, type Node, type Tree, walk } from '../syntax/nodes.js';

/** Types whose values name what the system catalogs contain, the rows of these, and functions of both; with `_`, arrays. */
const SYSTEM_NAME =
  /^_?(pg_|reg(class|collation|config|dictionary|namespace|oper|operator|proc|procedure|role|type)(in|out|recv|send)?$)/;

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
  const field = fieldsOf(part).find((each) => isCatalogFunction(each) || SYSTEM_NAME.test(each));
  if (field !== undefined) return `the field ${field}`;
  const type = namesOf(typeName?.names ?? []);
  const isSystemType =
    type.length > 1 && type[0] !== 'pg_catalog'
      ? SYSTEM_SCHEMAS.has(type[0] ?? '')
      : SYSTEM_NAME.test(type.at(-1) ?? '');
  return isSystemType ? `the type ${type.join('.')}` : undefined;
}

/** What a part selects of a value. That may be a function or a type instead of a field: `x.regclass` casts a number `x`. */
function fieldsOf({ A_Indirection: selection, ColumnRef: reference }: Parts): readonly string[] {
  const fields = selection?.indirection ?? reference?.fields.slice(1) ?? [];
  return namesOf(fields).filter((name) => name !== undefined);
}

interface Parts extends Tree {
  readonly RangeVar?: TableName;
  readonly FuncCall?: Node['FuncCall'];
  readonly ColumnRef?: Node['ColumnRef'];
  readonly A_Indirection?: { readonly indirection: readonly Node[] };
  readonly TypeName?: { readonly names?: readonly Node[] };
  readonly typeName?: { readonly names?: readonly Node[] };
}
