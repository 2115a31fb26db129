import type { Clock } from '../model/clock.js';
import { createRandom } from '../model/random.js';
import type { Resource, World } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { createTables } from './tables.js';

/** A world that can be reset and whose clock can be advanced. */
export interface ResettableWorld extends World {
  reset(): void;
  /** Replaces all entities of a resource. Rows are given oldest first. */
  seed(resource: string, rows: readonly Row[]): void;
  advance(ms: number): void;
}

/** Creates the tables of all resources, filled from the seed, and the simulated clock. */
export function createWorld(
  resources: readonly Resource[],
  options: Pick<World, 'accountSid' | 'timeFilters' | 'plan'> & {
    readonly authToken: string;
    readonly rows: number;
    readonly seed: number;
    readonly now: Clock;
  },
): ResettableWorld {
  const { accountSid, timeFilters, seed, now, plan } = options;
  const tables = createTables(resources, { ...options, start: now() });
  let random = createRandom(seed + 1_000_003);
  let aheadMs = 0;
  return {
    accountSid,
    ...(timeFilters && { timeFilters }),
    now: () => now() + aheadMs,
    sid(prefix) {
      const sid = random.sid(prefix);
      // The generators of different seeds share one cycle of numbers, so a new SID can collide with a seeded one.
      return tables.has(sid) ? this.sid(prefix) : sid;
    },
    table: (name) => tables.table(name),
    plan,
    reset() {
      aheadMs = 0;
      tables.clear();
      random = createRandom(seed + 1_000_003);
    },
    seed: (name, rows) => tables.replace(name, rows),
    advance(ms) {
      aheadMs += ms;
    },
  };
}
