import { type EntityType, keyOf } from './entity-type.js';
import type { Field } from './field.js';
import { perDeclaration } from '../per-declaration.js';

/** The columns in braces in a path, except the connection's {AccountSid}. */
export type PathColumn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends 'AccountSid' | `/${string}` ? never : Name) | PathColumn<Rest>
  : never;

/** Returns the parents: the columns that every path of the entity type requires, in path order. */
export const parentsOf = perDeclaration((entityType: EntityType): readonly string[] => {
  const key = keyOf(entityType);
  const names = [...entityType.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'AccountSid' && name !== key);
});

/** Returns the columns that identify one entity: its parents and its key. */
export const keyColumnsOf = perDeclaration((entityType: EntityType): readonly string[] => {
  const key = keyOf(entityType);
  return [...parentsOf(entityType), ...(key === undefined ? [] : [key])];
});

/** Whether a column's value is part of the collection path, required or optional. */
export function isInPath(entityType: EntityType, name: string): boolean {
  const isHeld = entityType.path.includes(`{${name}}`) || entityType.path.includes(`{/${name}}`);
  // {AccountSid} comes from the connection, unless the account is the entity.
  return isHeld && (name !== 'AccountSid' || keyOf(entityType) === 'AccountSid');
}

/** Whether the path addresses a single entity instead of a list, because it contains the key. */
export function isSingle(entityType: EntityType): boolean {
  const key = keyOf(entityType);
  return key !== undefined && isInPath(entityType, key);
}

/** Returns the path template of one entity. */
export function instancePathOf(entityType: EntityType): string {
  return isSingle(entityType) ? entityType.path : `${entityType.path}/{${keyOf(entityType) ?? ''}}`;
}

/** Returns whether and how a write accepts a column. Columns in the path of a CREATE are required. */
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
