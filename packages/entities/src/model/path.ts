import { type EntityType, keyOf } from './entity-type.js';
import type { Field } from './field.js';

/** The columns that stand in braces in a path, but for the connection's {AccountSid}. */
export type PathColumn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends 'AccountSid' | `/${string}` ? never : Name) | PathColumn<Rest>
  : never;

/** The columns whose values every path of the entity type needs, in the order of the path: its parents. */
export function parentsOf(entityType: EntityType): readonly string[] {
  const key = keyOf(entityType);
  const names = [...entityType.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'AccountSid' && name !== key);
}

/** The columns that name one entity: its parents and its key. */
export function keyColumnsOf(entityType: EntityType): readonly string[] {
  const key = keyOf(entityType);
  return [...parentsOf(entityType), ...(key === undefined ? [] : [key])];
}

/** Whether a column's value stands in the path of the collection, be it needed there or not. */
export function isInPath(entityType: EntityType, name: string): boolean {
  const isHeld = entityType.path.includes(`{${name}}`) || entityType.path.includes(`{/${name}}`);
  // {AccountSid} is the connection's, unless the account is the entity.
  return isHeld && (name !== 'AccountSid' || keyOf(entityType) === 'AccountSid');
}

/** Whether there is one entity at the path itself, and no list: the key stands in the path. */
export function isSingle(entityType: EntityType): boolean {
  const key = keyOf(entityType);
  return key !== undefined && isInPath(entityType, key);
}

/** The path of one entity. */
export function instancePathOf(entityType: EntityType): string {
  return isSingle(entityType) ? entityType.path : `${entityType.path}/{${keyOf(entityType) ?? ''}}`;
}

/** Whether a write takes a column, and how. What stands in the path of a CREATE is required. */
export function takes(
  entityType: EntityType,
  name: string,
  operation: 'CREATE' | 'UPDATE',
): Field['create'] | Field['update'] {
  const field = entityType.fields[name];
  if (operation === 'UPDATE') return field?.update;
  const isNeeded = entityType.operations.includes('CREATE') && isInPath(entityType, name);
  return isNeeded ? 'required' : field?.create;
}
