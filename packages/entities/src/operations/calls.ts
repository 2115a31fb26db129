import { createListFacts } from '../engine/list-facts.js';
import type { Port } from '../engine/meter.js';
import { compileReader } from '../engine/read.js';
import { createRunner, type Runner } from '../engine/runner.js';
import { EntityError, notAllowed, notOffered } from '../errors.js';
import { didYouMean } from '../model/did-you-mean.js';
import type { CallOptions, Catalog, EntityType, Operation } from '../model/index.js';
import { perDeclaration } from '../per-declaration.js';

/** Finds the entity type of a call; throws when it does not offer the operation or the operation is not allowed. */
export type Find = (named: string | EntityType, operation: Operation) => EntityType;

/** Finds the entity type of a call and starts its runner. */
export type Begin = (
  named: string | EntityType,
  operation: Operation,
  options?: CallOptions & { readonly maxRequests?: number; readonly ignoresSignalInWrites?: boolean },
) => { readonly entityType: EntityType; readonly runner: Runner };

/** The entity types of a caller. */
interface Allowed {
  /** Every entity type that is declared. */
  readonly declared: Catalog;
  /** The entity types and operations that are allowed. */
  readonly catalog: Catalog;
  readonly isAllowed: (entityType: string, operation: Operation) => boolean;
}

/** Every operation starts by finding its entity type. */
export function createFind({ declared, catalog, isAllowed }: Allowed): Find {
  return (named, operation) => {
    const entityType = typeof named === 'string' ? (own(catalog, named) ?? findEntityType(declared, named)) : named;
    const { name, operations } = entityType;
    // A LIST whose condition names the key is a GET, so an entity type without LIST still accepts it.
    const needed = operation === 'LIST' && !operations.includes('LIST') ? 'GET' : operation;
    const isDeclared = own(declared, name)?.operations.includes(needed);
    if (isDeclared && !isAllowed(name, needed)) throw notAllowed(entityType, operation);
    if (!operations.includes(needed)) throw notOffered(entityType, operation);
    return entityType;
  };
}

/** Operations that send requests go on by starting a runner. */
export function createBegin(
  find: Find,
  port: Pick<Port, 'send' | 'yieldToEventLoop' | 'requestsPerSecond' | 'paceClock'>,
): Begin {
  const readerOf = perDeclaration(compileReader);
  const factsOf = perDeclaration(createListFacts);
  return (named, operation, callOptions = {}) => {
    const entityType = find(named, operation);
    const { signal, deadlineMs, priority, origin, onAttempt, reserve, maxRequests, ignoresSignalInWrites } =
      callOptions;
    const options = { signal, deadlineMs, priority, origin, onAttempt };
    return {
      entityType,
      runner: createRunner(entityType, readerOf(entityType), {
        ...port,
        options,
        reserve,
        maxRequests,
        ignoresSignalInWrites,
        facts: factsOf(entityType),
      }),
    };
  };
}

/**
 * Finds an entity type by its exact name.
 *
 * @throws EntityError UNKNOWN_ENTITY_TYPE, which names the most similar name, or else all of them
 */
export function findEntityType(catalog: Catalog, name: string): EntityType {
  const found = own(catalog, name);
  if (found) return found;
  const names = Object.keys(catalog);
  const advice = didYouMean(name, names) || ` Known entity types: ${names.join(', ')}.`;
  throw new EntityError('UNKNOWN_ENTITY_TYPE', `Unknown entity type ${JSON.stringify(name)}.${advice}`);
}

function own(catalog: Catalog, name: string): EntityType | undefined {
  return Object.hasOwn(catalog, name) ? catalog[name] : undefined;
}
