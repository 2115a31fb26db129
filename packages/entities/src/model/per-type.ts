import type { EntityType } from './entity-type.js';

/** Computes a fact about an entity type once. Declarations never change, and most facts are asked for in every call. */
export function perType<T>(compute: (entityType: EntityType) => T): (entityType: EntityType) => T {
  const known = new WeakMap<EntityType, { readonly fact: T }>();
  return (entityType) => {
    const { fact } = known.get(entityType) ?? { fact: compute(entityType) };
    if (!known.has(entityType)) known.set(entityType, { fact });
    return fact;
  };
}
