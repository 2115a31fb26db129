import { parametersOf, toProperty } from '../model/paths.js';
import type { Params, Resource, World } from '../model/resource.js';
import { type Row, textOf } from '../model/table.js';

/**
 * Replaces the path parameters that name parents (the account, the call, the conversation) with the parents' keys: a path
 * can also name a parent by its unique name. Undefined when a parent does not exist.
 */
export function withParentKeys({ parents, product }: Resource, params: Params, world: World): Params | undefined {
  const keys: Record<string, string> = { ...params };
  for (const parent of parents) {
    const { parameter, resource } = parent;
    if (!resource) continue;
    const table = world.table(resource);
    const value = params[parameter] ?? '';
    const row = parent.find ? parent.find(value, params, world) : table.get(value);
    if (!row || row.deleted_at !== undefined) return undefined;
    const isAccount = resource === 'Accounts';
    if (product === 'api' && !isAccount && ownerOf(row, world.accountSid) !== params.AccountSid) return undefined;
    keys[parameter] = isAccount ? value : table.keyOf(row);
  }
  return keys;
}

/** Returns a test for rows below a path: rows of its account, its call, its conference. */
export function belongsTo({ parents, fixed }: Resource, params: Params, mainSid: string): (row: Row) => boolean {
  const all = { ...fixed, ...params };
  const expected = parents.map((parent) => [parent.property, parent.to(all[parent.parameter] ?? '')] as const);
  return (row) =>
    expected.every(([property, value]) =>
      property === 'account_sid' ? ownerOf(row, mainSid) === value : row[property] === value,
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

/** The path of a row, without `.json`. */
export function pathOf({ entityPath, parents }: Resource, row: Row, accountSid: string): string {
  const properties = new Map(parents.map(({ parameter, property }) => [parameter, property]));
  return entityPath.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'AccountSid') return ownerOf(row, accountSid);
    return encodeURIComponent(textOf(row, properties.get(name) ?? toProperty(name)) || row.sid);
  });
}

/** A row without an account SID belongs to the main account. */
function ownerOf(row: Row, mainSid: string): string {
  return typeof row.account_sid === 'string' ? row.account_sid : mainSid;
}
