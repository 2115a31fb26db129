import { SEED_END } from '../twilio/times.js';
import { createRandom } from '../model/random.js';
import type { Resource } from '../model/resource.js';
import { sampleRows } from '../seed/sample-rows.js';
import { createTable, type Row, type Table, textOf } from '../model/table.js';

/** The stored entities of every resource. */
export interface Tables {
  /** Those of a resource, or of the one that holds its entities; filled from the seed when it is first asked for. */
  table(resource: string): Table;
  /** Puts others, oldest first, in the place of all that a resource has. */
  replace(resource: string, rows: readonly Row[]): void;
  /** All are as at the start. */
  clear(): void;
  /** Whether any of them has a key. */
  has(key: string): boolean;
}

/** Makes tables that fill themselves: a large seed costs nothing before it is asked for. */
export function createTables(
  resources: readonly Resource[],
  { accountSid, rows, seed }: { readonly accountSid: string; readonly rows: number; readonly seed: number },
): Tables {
  const tables = new Map<string, Table>();
  /** How often each table had changed when it was filled. */
  const filledAt = new Map<string, number>();
  const owners = new Map(resources.map((resource) => [resource.name, resource.rows]));
  const indexes = new Map(resources.map(({ name }) => [name, resources.findIndex((each) => each.name === name)]));

  const ownerOf = (name: string): string => {
    const owner = owners.get(name);
    if (owner) return owner;
    throw new TypeError(`There is no resource ${name}. There are: ${[...owners.keys()].join(', ')}.`);
  };
  const keep = (name: string, table: Table): Table => {
    tables.set(name, table);
    filledAt.set(name, table.changes);
    return table;
  };
  const table = (name: string): Table => {
    const owner = ownerOf(name);
    return tables.get(owner) ?? keep(owner, fill(owner));
  };
  // What was made since the start gets nothing of the seed below it, whenever that is first asked for.
  const seeded = (name: string): Table => {
    const live = table(name);
    const owner = ownerOf(name);
    return live.changes === filledAt.get(owner) ? live : fill(owner);
  };
  const fill = (name: string): Table => {
    const index = indexes.get(name) ?? 0;
    const resource = resources[index];
    const filled = emptyTable(resource);
    if (!resource) return filled;
    // A sequence for each resource: none changes with the rows of another, nor with the order in which they are filled.
    const world = { accountSid, random: createRandom(seed * 1009 + index), end: SEED_END, table: seeded };
    const count = Math.floor(rows * (resource.share ?? 0));
    for (const row of resource.seed?.(count, world) ?? sampleRows(resource, count, world)) filled.put(row);
    return filled;
  };

  return {
    table,
    replace(name, entities) {
      const owner = ownerOf(name);
      const emptied = emptyTable(resources[indexes.get(owner) ?? 0]);
      for (const row of entities) emptied.put(row);
      keep(owner, emptied);
    },
    clear: () => tables.clear(),
    has: (key) => [...tables.values()].some((each) => each.get(key)),
  };
}

function emptyTable({ key }: Pick<Resource, 'key'> = {}): Table {
  return key ? createTable((row) => key.map((property) => textOf(row, property)).join('/')) : createTable();
}
