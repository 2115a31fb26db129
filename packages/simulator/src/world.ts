import { createRandom } from './random.js';
import type { Resource, World } from './resources/resource.js';
import { createTable, type Table } from './store.js';

/** All seed data lies before this instant, so that the same seed gives the same data on any day. */
export const SEED_END = Date.parse('2024-06-30T00:00:00Z');

/** A world that can be made anew, and whose clock can be moved. */
export interface ResettableWorld extends World {
  reset(): void;
  advance(ms: number): void;
}

/** The stored entities of every resource, filled from the seed, and the simulated clock. */
export function createWorld(
  resources: readonly Resource[],
  options: { readonly accountSid: string; readonly rows: number; readonly seed: number; readonly now: () => number },
): ResettableWorld {
  const { accountSid, rows, seed, now } = options;
  const tables = new Map<string, Table>();
  let random = createRandom(seed);
  let ahead = 0;

  const reset = () => {
    ahead = 0;
    for (const [index, resource] of resources.entries()) {
      const table = createTable();
      // A sequence for each resource: one that gets more rows does not change the others.
      const seedWorld = { accountSid, random: createRandom(seed * 1009 + index), end: SEED_END };
      for (const row of resource.seed(Math.floor(rows * resource.share), seedWorld)) table.insert(row);
      tables.set(resource.name, table);
    }
    random = createRandom(seed + 1_000_003);
  };
  reset();

  return {
    accountSid,
    now: () => now() + ahead,
    sid: (prefix) => random.sid(prefix),
    table(resource) {
      const table = tables.get(resource);
      if (!table) throw new TypeError(`There is no resource ${resource}.`);
      return table;
    },
    reset,
    advance(ms) {
      ahead += ms;
    },
  };
}
