import { seedRows } from './engine/seed.js';
import type { ServedResource } from './engine/served-resource.js';
import { createRandom } from './random.js';
import type { World } from './resources/resource.js';
import { createTable, type Row, type Table } from './store.js';

/** Seed data is made before this instant, so that the same seed gives the same data on any day. */
export const SEED_END = Date.parse('2024-06-30T00:00:00Z');

/** A world that can be made anew, and whose clock can be moved. */
export interface ResettableWorld extends World {
  reset(): void;
  /** Replaces all entities of a resource, oldest first. */
  seed(resource: string, rows: readonly Row[]): void;
  advance(ms: number): void;
}

/** The stored entities of every resource, filled from the seed, and the simulated clock. */
export function createWorld(
  resources: readonly ServedResource[],
  options: Pick<World, 'accountSid' | 'timeFilters'> & {
    readonly rows: number;
    readonly seed: number;
    readonly now: () => number;
  },
): ResettableWorld {
  const { accountSid, timeFilters, rows, seed, now } = options;
  const tables = new Map<string, Table>();
  let random = createRandom(seed + 1_000_003);
  let ahead = 0;

  // Filled when it is first asked for: a large seed costs nothing before.
  const table = (name: string): Table => tables.get(name) ?? fill(name);
  const fill = (name: string): Table => {
    const index = resources.findIndex(({ resource }) => resource.name === name);
    const served = resources[index];
    const names = resources.map(({ resource }) => resource.name).join(', ');
    if (!served) throw new TypeError(`There is no resource ${name}. There are: ${names}.`);
    const filled = createTable(served.key);
    tables.set(name, filled);
    // A sequence for each resource: none changes with the rows of another, nor with the order in which they are filled.
    const seedWorld = { accountSid, random: createRandom(seed * 1009 + index), end: SEED_END, table };
    for (const row of seedRows(served, rows, seedWorld)) filled.put(row);
    return filled;
  };

  return {
    accountSid,
    ...(timeFilters && { timeFilters }),
    now: () => now() + ahead,
    sid(prefix) {
      const sid = random.sid(prefix);
      // Two seeds may lead to the same place of the one sequence of numbers that there is.
      return [...tables.values()].some((each) => each.get(sid)) ? this.sid(prefix) : sid;
    },
    table,
    reset() {
      ahead = 0;
      tables.clear();
      random = createRandom(seed + 1_000_003);
    },
    seed(name, entities) {
      const emptied = createTable(resources.find(({ resource }) => resource.name === name)?.key);
      for (const row of entities) emptied.put(row);
      tables.set(name, emptied);
    },
    advance(ms) {
      ahead += ms;
    },
  };
}
