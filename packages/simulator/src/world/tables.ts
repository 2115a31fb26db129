import { createRandom } from '../model/random.js';
import type { Resource, SeedWorld } from '../model/resource.js';
import { type Row, textOf } from '../model/row.js';
import { createTable, type Table } from '../model/table.js';
import { sampleRows } from '../seed/sample-rows.js';

/** The stored entities of all resources. */
export interface Tables {
  /** The table that stores a resource's entities, filled from the seed on first use. */
  table(resource: string): Table;
  /** Replaces all entities of a resource. Rows are given oldest first. */
  replace(resource: string, rows: readonly Row[]): void;
  /** Restores the initial state of all tables. */
  clear(): void;
  /** Whether any table has a row with this key. */
  has(key: string): boolean;
}

/** Creates tables that are filled on first use, so that a large seed costs nothing until it is read. */
export function createTables(
  resources: readonly Resource[],
  options: Pick<SeedWorld, 'accountSid' | 'authToken' | 'start'> & { readonly rows: number; readonly seed: number },
): Tables {
  const { accountSid, authToken, start, rows, seed } = options;
  const tables = new Map<string, Table>();
  /** The change count of each table at the time it was filled. */
  const filledAt = new Map<string, number>();
  const tableNames = new Map(resources.map((resource) => [resource.name, resource.tableName]));
  const indexes = new Map(resources.map(({ name }) => [name, resources.findIndex((each) => each.name === name)]));

  const tableNameOf = (resource: string): string => {
    const tableName = tableNames.get(resource);
    if (tableName) return tableName;
    throw new TypeError(
      `${JSON.stringify(resource)} is not a known resource. Known resources: ${[...tableNames.keys()].join(', ')}.`,
    );
  };
  const keep = (name: string, table: Table): Table => {
    tables.set(name, table);
    filledAt.set(name, table.changes);
    return table;
  };
  const table = (resource: string): Table => {
    const name = tableNameOf(resource);
    return tables.get(name) ?? keep(name, fill(name));
  };
  // Seeding reads seed data only: entities created since the start must not get seeded children later.
  const seededTable = (resource: string): Table => {
    const live = table(resource);
    const name = tableNameOf(resource);
    return live.changes === filledAt.get(name) ? live : fill(name);
  };
  const fill = (name: string): Table => {
    const index = indexes.get(name) ?? 0;
    const resource = resources[index];
    if (!resource) return createTable();
    // Each resource has its own random sequence, so its rows depend neither on other resources nor on the order of filling.
    const world = { accountSid, authToken, random: createRandom(seed * 1009 + index), start, table: seededTable };
    const count = Math.floor(rows * (resource.share ?? 0));
    return createTableOf(resource, resource.seed?.(count, world) ?? sampleRows(resource, count, world));
  };

  return {
    table,
    replace(resource, entities) {
      const name = tableNameOf(resource);
      keep(name, createTableOf(resources[indexes.get(name) ?? 0] ?? {}, entities));
    },
    clear: () => tables.clear(),
    has: (key) => [...tables.values()].some((each) => each.get(key)),
  };
}

/** Creates a table with the entities of a resource, oldest first. */
export function createTableOf({ key, isSettled }: Pick<Resource, 'key' | 'isSettled'>, rows: Iterable<Row>): Table {
  const keyOf = key && ((row: Row) => key.map((property) => textOf(row, property)).join('/'));
  const table = createTable(keyOf, isSettled && ((row) => isSettled(row)));
  for (const row of rows) table.put(row);
  return table;
}
