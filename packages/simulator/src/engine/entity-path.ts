import { parametersOf, toProperty } from '../model/paths.js';
import type { Params, Resource, World } from '../model/resource.js';
import { type Row, textOf } from '../model/row.js';

/**
 * Replaces the path parameters that name parents (the account, the call, the conversation) with the parents' keys: a path
 * can also name a parent by its unique name. Undefined when a parent does not exist.
 */
export function withParentKeys({ parents, product }: Resource, params: Params, world: World): Params | undefined {
  const keys: Record<string, string> = { ...params };
  for (const parent of parents) {
    const { parameter, resource, isShared } = parent;
    if (!resource) continue;
    const table = world.table(resource);
    const value = params[parameter] ?? '';
    const row = parent.find ? parent.find(value, params, world) : table.get(value);
    if (!row || row.deleted_at !== undefined) return undefined;
    const isAccount = resource === 'Accounts';
    const hasOwner = product === 'api' && !isAccount && !isShared;
    if (hasOwner && ownerOf(row, world.accountSid) !== params.AccountSid) return undefined;
    keys[parameter] = isAccount ? value : table.keyOf(row);
  }
  return keys;
}

/** Returns a test for rows below a path: rows of its account, its call, its conference. */
export function belongsTo(
  { parents, fixed, isShared }: Resource,
  params: Params,
  mainSid: string,
): (row: Row) => boolean {
  const all = { ...fixed, ...params };
  const expected = parents.map((parent) => [parent.property, parent.to(all[parent.parameter] ?? '')] as const);
  return (row) =>
    expected.every(([property, value]) =>
      property === 'account_sid' ? isShared === true || ownerOf(row, mainSid) === value : row[property] === value,
    );
}

/** The table key of the entity that the path parameters name. */
export function keyOf({ key, instancePath = '', parents }: Resource, params: Params): string {
  const last = parametersOf(instancePath).at(-1) ?? '';
  if (!key) return params[last] ?? '';
  const values = new Map([[toProperty(last), params[last]]]);
  for (const { property, parameter } of parents) values.set(property, params[parameter]);
  return key.map((property) => values.get(property) ?? '').join('/');
}

type PathOf = (row: Row, accountSid: string) => string;

/** A list has a thousand paths, so the template is read only once. */
const compiled = new WeakMap<Resource, PathOf>();

/** The path of a row, without `.json`. */
export function pathOf(resource: Resource, row: Row, accountSid: string): string {
  const toPath = compiled.get(resource) ?? compile(resource);
  compiled.set(resource, toPath);
  return toPath(row, accountSid);
}

function compile({ entityPath, parents }: Resource): PathOf {
  const properties = new Map(parents.map(({ parameter, property }) => [parameter, property]));
  // Texts and names of parameters take turns.
  const parts = entityPath.split(/\{(\w+)\}/).map((part, index): PathOf => {
    if (index % 2 === 0) return () => part;
    if (part === 'AccountSid') return ownerOf;
    const property = properties.get(part) ?? toProperty(part);
    return (row) => encodeURIComponent(textOf(row, property) || row.sid);
  });
  return (row, accountSid) => parts.map((toPart) => toPart(row, accountSid)).join('');
}

/** A row without an account SID belongs to the main account, unless all accounts share it. */
function ownerOf(row: Row, mainSid: string): string {
  return typeof row.account_sid === 'string' ? row.account_sid : mainSid;
}
