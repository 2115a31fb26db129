import { EntityError } from '../errors.js';
import type { Action, EntityType, Operation } from '../model/index.js';

type Named<T> = Readonly<Record<string, T>>;

const OPERATIONS: readonly string[] = ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] satisfies Operation[];

/**
 * What an allow-list of operations lets through: `LIST` of every entity type, all of `Messages`, or `Messages.CREATE`; `*`
 * is everything, as no list is.
 *
 * @throws EntityError INVALID_ALLOW_LIST for a word that names nothing
 */
export function createOperationFilter(
  catalog: Named<EntityType>,
  allowed: readonly string[] | undefined,
): (entityType: string, operation: Operation) => boolean {
  const unknown = allowed?.find((word) => {
    const [name = '', operation = '', ...rest] = word.split('.');
    const isEntityType = Object.hasOwn(catalog, name) && (operation === '' || OPERATIONS.includes(operation));
    return word !== '*' && !OPERATIONS.includes(word) && !(isEntityType && rest.length === 0);
  });
  if (unknown !== undefined) throw invalid(unknown, 'an operation, an entity type, or both as Messages.CREATE');
  if (allowed === undefined || allowed.includes('*')) return () => true;
  const words = new Set(allowed);
  return (name, operation) => words.has(operation) || words.has(name) || words.has(`${name}.${operation}`);
}

/** The entity types with the operations that are allowed; those of which none is are left out. */
export function allowedEntityTypes<C extends Named<EntityType>>(
  catalog: C,
  isAllowed: (entityType: string, operation: Operation) => boolean,
): C {
  const entries = Object.entries(catalog).flatMap(([name, entityType]) => {
    const operations = entityType.operations.filter((operation) => isAllowed(entityType.name, operation));
    if (operations.length === entityType.operations.length) return [[name, entityType] as const];
    return operations.length > 0 ? [[name, { ...entityType, operations }] as const] : [];
  });
  return Object.fromEntries(entries) as unknown as C;
}

/**
 * The actions that an allow-list lets through: those that it names, with `DEFAULT` those that are on anyway, with `*` all.
 * No list is `DEFAULT`.
 *
 * @throws EntityError INVALID_ALLOW_LIST for a word that names nothing
 */
export function allowedActions<C extends Named<Action>>(actions: C, allowed: readonly string[] = ['DEFAULT']): C {
  const unknown = allowed.find((word) => word !== '*' && word !== 'DEFAULT' && !Object.hasOwn(actions, word));
  if (unknown !== undefined) throw invalid(unknown, `DEFAULT, * or one of ${Object.keys(actions).join(', ')}`);
  const isOn = (name: string, { isOffByDefault }: Action) =>
    allowed.includes('*') || allowed.includes(name) || (allowed.includes('DEFAULT') && !isOffByDefault);
  return Object.fromEntries(Object.entries(actions).filter(([name, action]) => isOn(name, action))) as C;
}

function invalid(word: string, expected: string): EntityError {
  return new EntityError('INVALID_ALLOW_LIST', `${JSON.stringify(word)} in an allow-list must be ${expected}.`);
}
