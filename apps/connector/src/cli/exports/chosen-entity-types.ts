import { catalog, type EntityType } from '@twilio-connector/entities';
import { entityTypeNamed } from '../entities/named.js';
import { entityPlans } from '../entities/plans.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ExportFlags } from './export-flags.js';

/** Returns the entity types that a command names, or with `--all` every one that it can list. @throws UsageError */
export function chosenEntityTypes(
  names: readonly string[],
  { all, where, allParents }: ExportFlags,
): readonly EntityType[] {
  if (all && names.length > 0) throw new UsageError('Give either entity types or --all, not both.');
  if (all && where !== undefined)
    throw new UsageError('--all exports whole lists. Name the entity types to use --where.');
  if (names.length > 0) return [...new Set(names.map(namedForExport))];
  if (!all) throw new UsageError('Name the entity types to export, or use --all.');
  return Object.values(catalog).filter((entityType) => canListAll(entityType, allParents !== undefined));
}

/** @throws EntityError UNKNOWN_ENTITY_TYPE, which says how to export a connection */
function namedForExport(name: string): EntityType {
  try {
    return entityTypeNamed(name);
  } catch (error) {
    if (error instanceof Error) error.message += ' To write a connection for Terraform, add --terraform.';
    throw error;
  }
}

/** Whether an entity type has a list that needs no condition. */
function canListAll(entityType: EntityType, hasParents: boolean): boolean {
  const operations: readonly string[] = entityType.operations;
  if (!operations.includes('LIST')) return false;
  try {
    entityPlans.explain(entityType, {});
    return true;
  } catch {
    return hasParents;
  }
}
