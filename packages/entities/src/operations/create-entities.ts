import { catalog as builtIn } from '../catalog/index.js';
import { allowedEntityTypes, createOperationFilter } from '../engine/allow.js';
import type { Catalog, PaceClock, Send, YieldToEventLoop } from '../model/index.js';
import { createBulkChecks, createBulkWrites } from './bulk-operations.js';
import { createBegin, createFind } from './calls.js';
import type { Entities } from './entities.js';
import { createExplain, createReads } from './read-operations.js';
import { createScans } from './scan-operations.js';
import { createChecks, createWrites } from './write-operations.js';

/** The options of `createEntityPlans`. */
export interface EntityPlansOptions {
  /**
   * Whether `updateMany` and `deleteMany` accept conditions on columns other than the key, which may match any number of
   * entities. Default: false.
   */
  readonly bulk?: boolean;
  /**
   * The operations that are allowed: `LIST` of every entity type, all of `Messages`, or `Messages.CREATE`. The catalog
   * shows only these. Default: all declared operations.
   */
  readonly allow?: readonly string[];
  /** The clock for relative times in conditions, such as `now()`: milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/** The options of `createEntities`. */
export interface EntitiesOptions extends EntityPlansOptions {
  readonly send: Send;
  /** Called in the middle of long CPU work. Default: waits for the next turn of the event loop, one call for each turn. */
  readonly yieldToEventLoop?: YieldToEventLoop;
  /**
   * The most requests that `send` lets through in a second. A whole list is read with so many requests at a time as that makes
   * useful, up to 24. Default: unknown; then up to 12.
   */
  readonly requestsPerSecond?: () => number;
  /** The clock by which the reading of a whole list measures its requests and its own work. Default: Node's. */
  readonly paceClock?: PaceClock;
}

/** The part of the tables that needs no port to Twilio, because it sends nothing. */
export type EntityPlans<C extends Catalog> = Pick<Entities<C>, 'catalog' | 'validateOnly' | 'explain'>;

/** Creates the catalog, the checks of writes and the plans of reads, without a port to Twilio. */
export function createEntityPlans<const C extends Catalog = typeof builtIn>(
  options?: EntityPlansOptions & { readonly catalog?: C },
): EntityPlans<C>;
export function createEntityPlans(options: EntityPlansOptions & { readonly catalog?: Catalog } = {}) {
  return createPlans(options).plans;
}

/** Creates the tables of a catalog (the built-in one by default) over a port to Twilio. */
export function createEntities<const C extends Catalog = typeof builtIn>(
  options: EntitiesOptions & { readonly catalog?: C },
): Entities<C>;
export function createEntities(options: EntitiesOptions & { readonly catalog?: Catalog }) {
  const { send, yieldToEventLoop, requestsPerSecond, paceClock, bulk = false, now = Date.now } = options;
  const { plans, find, checks } = createPlans(options);
  const begin = createBegin(find, { send, yieldToEventLoop, requestsPerSecond, paceClock });
  return {
    ...plans,
    ...createReads(begin, plans.catalog, now),
    ...createScans(begin, plans.catalog, now),
    ...createWrites(begin, checks),
    ...createBulkWrites(begin, { isAllowed: bulk, now }),
  };
}

function createPlans({
  catalog: declared = builtIn,
  bulk = false,
  allow,
  now = Date.now,
}: EntityPlansOptions & { readonly catalog?: Catalog }) {
  const isAllowed = createOperationFilter(declared, allow);
  const catalog = allowedEntityTypes(declared, isAllowed);
  const find = createFind({ declared, catalog, isAllowed });
  const checks = createChecks(find);
  const validateOnly = { ...checks, ...createBulkChecks(find, { isAllowed: bulk, now }) };
  return { plans: { catalog, validateOnly, explain: createExplain(find, now) }, find, checks };
}
