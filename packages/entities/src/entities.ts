import type { AnyEntities, Begin, Find } from './any-entities.js';
import { createBulkChecks, createBulkWrites } from './bulk-operations.js';
import { catalog as builtIn } from './catalog/index.js';
import { allowedEntityTypes, createOperationFilter } from './engine/allow.js';
import { compileReader, type ReadEntity } from './engine/read.js';
import { createRunner } from './engine/runner.js';
import type { Send } from './engine/send.js';
import { EntityError, notAllowed, notOffered } from './errors.js';
import type { EntityType } from './model/index.js';
import type { Catalog, Entities } from './operations.js';
import { createReads } from './read-operations.js';
import { createChecks, createWrites } from './write-operations.js';

/** What the tables stand on. */
export interface EntitiesOptions {
  readonly send: Send;
  /**
   * Whether `updateMany` and `deleteMany` take conditions on other columns than the key, and so write to whatever they
   * find. Default false.
   */
  readonly bulk?: boolean;
  /**
   * The operations that are allowed: `LIST` of every entity type, all of `Messages`, or `Messages.CREATE`. Default: all that
   * are declared. The catalog shows no other.
   */
  readonly allow?: readonly string[];
}

/** Makes the tables of a catalog (the built-in one by default) over a way to reach Twilio. */
export function createEntities<const C extends Catalog = typeof builtIn>(
  options: EntitiesOptions & { readonly catalog?: C },
): Entities<C>;
export function createEntities(options: EntitiesOptions & { readonly catalog?: Catalog }): AnyEntities {
  const { catalog: declared = builtIn, bulk = false } = options;
  const isAllowed = createOperationFilter(declared, options.allow);
  const catalog = allowedEntityTypes(declared, isAllowed);
  const readers = new WeakMap<EntityType, ReadEntity>();

  const find: Find = (named, operation) => {
    const entityType = typeof named === 'string' ? (own(catalog, named) ?? findEntityType(declared, named)) : named;
    const { name, operations } = entityType;
    // A condition on the key is a GET, also where Twilio has no list.
    const needed = operation === 'LIST' && !operations.includes('LIST') ? 'GET' : operation;
    const isDeclared = own(declared, name)?.operations.includes(needed);
    if (isDeclared && !isAllowed(name, needed)) throw notAllowed(entityType, operation);
    if (!operations.includes(needed)) throw notOffered(entityType, operation);
    return entityType;
  };
  const begin: Begin = (named, operation, callOptions = {}) => {
    const entityType = find(named, operation);
    const read = readers.get(entityType) ?? compileReader(entityType);
    readers.set(entityType, read);
    const { signal, deadlineMs, priority, onAttempt, maxRequests, areWritesSeenThrough } = callOptions;
    const how = { options: { signal, deadlineMs, priority, onAttempt }, maxRequests, areWritesSeenThrough };
    const port = { send: options.send, ...how };
    return { entityType, runner: createRunner(entityType, read, port) };
  };
  const checks = createChecks(find);
  const validateOnly = { ...checks, ...createBulkChecks(find, bulk) };
  return {
    catalog,
    validateOnly,
    ...createReads(begin, catalog),
    ...createWrites(begin, checks),
    ...createBulkWrites(begin, bulk),
  };
}

/**
 * Finds an entity type by its exact name.
 *
 * @throws EntityError UNKNOWN_ENTITY_TYPE, naming those that exist
 */
export function findEntityType(catalog: Catalog, name: string): EntityType {
  const found = own(catalog, name);
  if (found) return found;
  const names = Object.keys(catalog).join(', ');
  throw new EntityError('UNKNOWN_ENTITY_TYPE', `There is no entity type ${JSON.stringify(name)}. There are: ${names}.`);
}

function own(catalog: Catalog, name: string): EntityType | undefined {
  return Object.hasOwn(catalog, name) ? catalog[name] : undefined;
}
