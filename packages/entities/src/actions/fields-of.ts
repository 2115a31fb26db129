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

/** What a list of an entity type can be asked for, or a lookup, as the parameters of an action. */
export function filterFieldsOf<F extends Fields>({ fields }: EntityType<F>): Filtering<F> {
  const filtering = Object.entries(fields).filter(([, { filter }]) => filter);
  return Object.fromEntries(filtering.map(([name, field]) => [name, optional(field)])) as Filtering<F>;
}

/** What a CREATE of an entity type takes, as the parameters of an action. */
export function createFieldsOf<F extends Fields>({ fields }: EntityType<F>): Creatable<F> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.create)) as Creatable<F>;
}

/** The columns of an entity type, as the result of an action. */
export function columnsOf<F extends Fields>({ fields }: EntityType<F>): Readable<F> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.readable !== false)) as Readable<F>;
}

/** A field as a parameter that must be given. */
export function required<F extends Field>(field: F, description?: string): F & { readonly create: 'required' } {
  return { ...field, create: 'required', ...(description && { description }) };
}

/** A field as a parameter that may be given. */
export function optional<F extends Field>(field: F, description?: string): F & { readonly create: 'optional' } {
  return { ...field, create: 'optional', ...(description && { description }) };
}
