import { EntityError } from '../errors.js';
import type { Action, EntityType, Operation } from '../model/index.js';

type Named<T> = Readonly<Record<string, T>>;

const OPERATIONS: readonly string[] = ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] satisfies Operation[];

/**
 * Compiles an allow-list of operations. Its entries are `LIST` (of every entity type), `Messages` (all its operations),
 * `Messages.CREATE` or `*` (everything). Without a list, everything is allowed.
 *
 * @throws EntityError INVALID_ALLOW_LIST for an unknown entry
 */
export function createOperationFilter(
  catalog: Named<EntityType>,
  allowed: readonly string[] | undefined,
): (entityType: string, operation: Operation) => boolean {
  const unknown = allowed?.find((entry) => {
    const [name = '', operation = '', ...rest] = entry.split('.');
    const isEntityType = Object.hasOwn(catalog, name) && (operation === '' || OPERATIONS.includes(operation));
    return entry !== '*' && !OPERATIONS.includes(entry) && !(isEntityType && rest.length === 0);
  });
  if (unknown !== undefined) throw invalid(unknown, 'an operation, an entity type, or both, such as Messages.CREATE');
  if (allowed === undefined || allowed.includes('*')) return () => true;
  const entries = new Set(allowed);
  return (name, operation) => entries.has(operation) || entries.has(name) || entries.has(`${name}.${operation}`);
}

/** Restricts a catalog to the allowed operations. Entity types without any are omitted. */
export function allowedEntityTypes<C extends Named<EntityType>>(
  catalog: C,
  isAllowed: (entityType: string, operation: Operation) => boolean,
): C {
  const entries = Object.entries(catalog).flatMap(([name, entityType]) => {
    const operations = entityType.operations.filter((operation) => isAllowed(entityType.name, operation));
    if (operations.length === entityType.operations.length) return [[name, entityType] as const];
    return operations.length > 0 ? [[name, { ...entityType, operations }] as const] : [];
  });
  return Object.fromEntries(entries) as C;
}

/**
 * Restricts actions to an allow-list. Its entries are names, `DEFAULT` (all actions except those that are off by default)
 * and `*` (all). Without a list, `DEFAULT` applies.
 *
 * @throws EntityError INVALID_ALLOW_LIST for an unknown entry
 */
export function allowedActions<C extends Named<Action>>(actions: C, allowed: readonly string[] = ['DEFAULT']): C {
  const unknown = allowed.find((entry) => entry !== '*' && entry !== 'DEFAULT' && !Object.hasOwn(actions, entry));
  if (unknown !== undefined) throw invalid(unknown, `DEFAULT, * or one of ${Object.keys(actions).join(', ')}`);
  const isOn = (name: string, { isOffByDefault }: Action) =>
    allowed.includes('*') || allowed.includes(name) || (allowed.includes('DEFAULT') && !isOffByDefault);
  return Object.fromEntries(Object.entries(actions).filter(([name, action]) => isOn(name, action))) as C;
}

function invalid(entry: string, expected: string): EntityError {
  return new EntityError(
    'INVALID_ALLOW_LIST',
    `Unknown allow-list entry ${JSON.stringify(entry)}. Expected ${expected}.`,
  );
}
