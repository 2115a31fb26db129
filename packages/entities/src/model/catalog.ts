import type { Action } from './action.js';
import type { EntityType, Operation } from './entity-type.js';

/** Entity types by name. */
export type Catalog = Readonly<Record<string, EntityType>>;

/** Actions by name. */
export type ActionCatalog = Readonly<Record<string, Action>>;

/** The names of the entity types that offer one of the operations. */
export type NameOffering<O extends Operation, C extends Catalog> = {
  [N in keyof C & string]: [Extract<C[N]['operations'][number], O>] extends [never] ? never : N;
}[keyof C & string];

/** The entity type that a call is about: a name stands for its declaration in the catalog, a declaration for itself. */
export type Resolve<C extends Catalog, T> = T extends keyof C ? C[T] : T extends EntityType ? T : never;

/** The action that a call is about: a name stands for its declaration in the catalog, a declaration for itself. */
export type ResolveAction<C extends ActionCatalog, T> = T extends keyof C ? C[T] : T extends Action ? T : never;
