import type { EntityType, Field, Fields } from '../model/index.js';

type Creatable<F extends Fields> = {
  [K in keyof F as F[K] extends { readonly create: 'required' | 'optional' } ? K : never]: F[K];
};
type Readable<F extends Fields> = {
  [K in keyof F as F[K] extends { readonly readable: false } ? never : K]: F[K];
};

type Filtering<F extends Fields> = {
  [K in keyof F as F[K] extends { readonly filter: object } ? K : never]: F[K] & { readonly create: 'optional' };
};

/** The fields that a list or lookup of an entity type can filter by, as parameters of an action. */
export function filterFieldsOf<F extends Fields>({ fields }: EntityType<F>): Filtering<F> {
  const filtering = Object.entries(fields).filter(([, { filter }]) => filter);
  return Object.fromEntries(filtering.map(([name, field]) => [name, optional(field)])) as Filtering<F>;
}

/** The fields that a CREATE of an entity type accepts, as parameters of an action. */
export function createFieldsOf<F extends Fields>({ fields }: EntityType<F>): Creatable<F> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.create)) as Creatable<F>;
}

/** The readable columns of an entity type, as the result of an action. */
export function columnsOf<F extends Fields>({ fields }: EntityType<F>): Readable<F> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.readable !== false)) as Readable<F>;
}

/** Turns a field into a required parameter. */
export function required<F extends Field>(field: F, description?: string): F & { readonly create: 'required' } {
  return { ...field, create: 'required', ...(description && { description }) };
}

/** Turns a field into an optional parameter. */
export function optional<F extends Field>(field: F, description?: string): F & { readonly create: 'optional' } {
  return { ...field, create: 'optional', ...(description && { description }) };
}
