import { parametersOf, toProperty } from '../model/paths.js';
import type { Params, Resource, World } from '../model/resource.js';
import { type Row, textOf } from '../model/table.js';

/**
 * The parameters of a path with the keys of all that it names above its entities: the account, the call, the conversation,
 * which may go by another name in the path. Undefined when one of them is not there.
 */
export function withParents({ parents, product }: Resource, params: Params, world: World): Params | undefined {
  const keys: Record<string, string> = { ...params };
  for (const parent of parents) {
    const { parameter, resource } = parent;
    if (!resource) continue;
    const table = world.table(resource);
    const word = params[parameter] ?? '';
    const row = parent.find ? parent.find(word, params, world) : table.get(word);
    if (!row || row.deleted_at !== undefined) return undefined;
    const isAccount = resource === 'Accounts';
    if (product === 'api' && !isAccount && ownerOf(row, world.accountSid) !== params.AccountSid) return undefined;
    keys[parameter] = isAccount ? word : table.keyOf(row);
  }
  return keys;
}

/** Whether a row is one of those below a path: of its account, its call, its conference. */
export function belongsTo({ parents, fixed }: Resource, params: Params, mainSid: string): (row: Row) => boolean {
  const all = { ...fixed, ...params };
  const expected = parents.map((parent) => [parent.property, parent.to(all[parent.parameter] ?? '')] as const);
  return (row) =>
    expected.every(([property, value]) =>
      property === 'account_sid' ? ownerOf(row, mainSid) === value : row[property] === value,
    );
}

/** What tells the entity of a path apart in its table. */
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

/** A row that does not say whose it is is the main account's. */
function ownerOf(row: Row, mainSid: string): string {
  return typeof row.account_sid === 'string' ? row.account_sid : mainSid;
}
