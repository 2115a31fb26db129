import type { EntityType, Fields } from './entity-type.js';
import type { PathColumn } from './path.js';

type ValueOf<F> = F extends { readonly '~value'?: infer V } ? Exclude<V, undefined> : never;
type InputOf<F> = F extends { readonly repeats: true } ? ValueOf<F> | readonly ValueOf<F>[] : ValueOf<F>;
// Twilio may add values at any time, so unknown strings can occur in answers.
type ReadOne<F> = F extends { readonly values: readonly string[] } ? ValueOf<F> | (string & {}) : ValueOf<F>;
type Read<F> = F extends { readonly repeats: true } ? readonly ReadOne<F>[] : ReadOne<F>;
type FieldsOf<E> = E extends EntityType<infer F> ? F : never;
type PathOf<E> = E extends { readonly path: infer P extends string } ? PathColumn<P> : never;
type Where<F, Shape> = { [K in keyof F]: F[K] extends Shape ? K : never }[keyof F];
type UpdateOf<F> = F extends { readonly update: readonly (infer V)[] } ? V : InputOf<F>;

/** One entity (a row): every readable column. All except the key and the parents can be null. */
export type Entity<E extends EntityType = EntityType> = {
  [K in keyof FieldsOf<E> as FieldsOf<E>[K] extends { readonly readable: false } ? never : K]: K extends
    PathOf<E> | Where<FieldsOf<E>, { readonly key: true }>
    ? Read<FieldsOf<E>[K]>
    : Read<FieldsOf<E>[K]> | null;
};

/** The input of a CREATE: required and optional fields as declared. Columns in the path are required. */
export type CreateInput<E extends EntityType = EntityType> = {
  [K in (PathOf<E> & keyof FieldsOf<E>) | Where<FieldsOf<E>, { readonly create: 'required' }>]: InputOf<FieldsOf<E>[K]>;
} & {
  [K in Where<FieldsOf<E>, { readonly create: 'optional' }>]?: InputOf<FieldsOf<E>[K]>;
};

/** The input of an UPDATE: the changeable fields. Some are required; some accept certain values only. */
export type UpdateInput<E extends EntityType = EntityType> = {
  [K in Where<FieldsOf<E>, { readonly update: 'required' }>]: InputOf<FieldsOf<E>[K]>;
} & {
  [K in Where<FieldsOf<E>, { readonly update: true | readonly string[] }>]?: UpdateOf<FieldsOf<E>[K]>;
};

/** The columns that a condition can name: readable columns except JSON and lists, and filter parameters. */
export type ComparableField<E extends EntityType> = string extends keyof FieldsOf<E>
  ? string
  : {
      [K in keyof FieldsOf<E> & string]: FieldsOf<E>[K] extends { readonly readable: false }
        ? FieldsOf<E>[K] extends { readonly filter: object }
          ? K
          : never
        : FieldsOf<E>[K] extends { readonly repeats: true } | { readonly onlyIn: 'CREATE' }
          ? never
          : unknown extends ValueOf<FieldsOf<E>[K]>
            ? never
            : K;
    }[keyof FieldsOf<E> & string];

/** The type of a column's values. */
export type FieldValue<E extends EntityType, K extends string> =
  FieldsOf<E> extends Fields ? (K extends keyof FieldsOf<E> ? Read<FieldsOf<E>[K]> : unknown) : never;
