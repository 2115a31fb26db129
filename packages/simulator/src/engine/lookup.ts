import type { World } from '../resources/resource.js';
import type { Row, Table } from '../store.js';
import { fromPath } from './draft.js';
import type { View } from './list.js';
import type { Located } from './route.js';
import type { ServedResource } from './served-resource.js';

/** The table of a resource, and what of it is at a path. */
export interface Looked {
  readonly table: Table;
  /** Whether an entity is one of those at the path. */
  readonly isHere: (row: Row) => boolean;
}

/** Looks at what is at a path. */
export function lookAt({ served, parameters }: Located, world: World): Looked {
  const { resource, owner } = served;
  const named = Object.entries(fromPath(served, parameters));
  const isHere = (row: Row) =>
    named.every(([property, value]) => isNamed(row, property, value, world)) &&
    (resource.belongs?.(row, parameters) ?? true);
  return { table: world.table(owner.name), isHere };
}

/** An entity without an account of its own is the first account's. */
function isNamed(row: Row, property: string, value: unknown, world: World): boolean {
  return (
    row[property] === value || (property === 'account_sid' && row[property] === undefined && value === world.accountSid)
  );
}

/** The stored entity at a path, whether or not it shows; undefined when there is none. */
export function findEntity(at: Located, world: World): Row | undefined {
  const { served, parameters } = at;
  const { table, isHere } = lookAt(at, world);
  const named = fromPath(served, parameters);
  const stored = table.get(served.key.map((property) => String(named[property])).join('/'));
  if (stored && isHere(stored)) return stored;
  return findByOtherName(at, world) ?? served.resource.initial?.(parameters, world);
}

function findByOtherName({ served, parameters }: Located, world: World): Row | undefined {
  const { resource } = served;
  const [last, ...above] = Object.entries(parameters).toReversed();
  if (!resource.isAlso || !last) return undefined;
  const { table, isHere } = lookAt({ served, parameters: Object.fromEntries(above) }, world);
  for (const row of table.oldestFirst()) if (isHere(row) && resource.isAlso(row, last[1])) return row;
  return undefined;
}

/** How the rows of a resource look at an instant; those that were deleted only show when they are asked for. */
export function viewOf({ resource, owner }: ServedResource, now: number, showsDeleted: boolean): View {
  return (row) => {
    if (row.deleted_at !== undefined) {
      const isKept = now - Number(row.deleted_at) < (owner.keepsDeleted?.forMs ?? 0);
      return showsDeleted && isKept ? row : undefined;
    }
    const moved = { ...row, ...owner.atTime?.(row, now) };
    return resource.show ? { ...moved, ...resource.show(moved) } : moved;
  };
}
