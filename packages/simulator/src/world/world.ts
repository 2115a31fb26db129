import { createRandom } from '../model/random.js';
import type { Resource, World } from '../model/resource.js';
import type { Row } from '../model/table.js';
import { createTables } from './tables.js';

/** A world that can be made anew, and whose clock can be moved. */
export interface ResettableWorld extends World {
  reset(): void;
  /** Replaces all entities of a resource, oldest first. */
  seed(resource: string, rows: readonly Row[]): void;
  advance(ms: number): void;
}

/** The stored entities of every resource, filled from the seed, and the simulated clock. */
export function createWorld(
  resources: readonly Resource[],
  options: Pick<World, 'accountSid' | 'timeFilters'> & {
    readonly rows: number;
    readonly seed: number;
    readonly now: () => number;
  },
): ResettableWorld {
  const { accountSid, timeFilters, seed, now } = options;
  const tables = createTables(resources, options);
  let random = createRandom(seed + 1_000_003);
  let ahead = 0;
  return {
    accountSid,
    ...(timeFilters && { timeFilters }),
    now: () => now() + ahead,
    sid(prefix) {
      const sid = random.sid(prefix);
      // Two seeds may lead to the same place of the one sequence of numbers that there is.
      return tables.has(sid) ? this.sid(prefix) : sid;
    },
    table: (name) => tables.table(name),
    reset() {
      ahead = 0;
      tables.clear();
      random = createRandom(seed + 1_000_003);
    },
    seed: (name, rows) => tables.replace(name, rows),
    advance(ms) {
      ahead += ms;
    },
  };
}
