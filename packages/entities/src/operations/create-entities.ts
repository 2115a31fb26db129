import { catalog as builtIn } from '../catalog/index.js';
import { allowedEntityTypes, createOperationFilter } from '../engine/allow.js';
import type { Catalog, Send } from '../model/index.js';
import { createBulkChecks, createBulkWrites } from './bulk-operations.js';
import { createCalls } from './calls.js';
import type { Entities } from './entities.js';
import { createReads } from './read-operations.js';
import { createChecks, createWrites } from './write-operations.js';

/** The options of `createEntities`. */
export interface EntitiesOptions {
  readonly send: Send;
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
}

/** Creates the tables of a catalog (the built-in one by default) over a port to Twilio. */
export function createEntities<const C extends Catalog = typeof builtIn>(
  options: EntitiesOptions & { readonly catalog?: C },
): Entities<C>;
export function createEntities(options: EntitiesOptions & { readonly catalog?: Catalog }) {
  const { send, catalog: declared = builtIn, bulk = false, allow } = options;
  const isAllowed = createOperationFilter(declared, allow);
  const catalog = allowedEntityTypes(declared, isAllowed);
  const { find, begin } = createCalls({ send, declared, catalog, isAllowed });
  const checks = createChecks(find);
  return {
    catalog,
    validateOnly: { ...checks, ...createBulkChecks(find, bulk) },
    ...createReads(begin, catalog),
    ...createWrites(begin, checks),
    ...createBulkWrites(begin, bulk),
  };
}
