import type { Literal } from '../data-types/index.js';
import type { EntityType } from './entity-type.js';
import type { FieldValue, ComparableField } from './infer.js';

/** The operators that compare a column with one value. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

interface OnColumn {
  /** A column name (case-insensitive) or Twilio's name for the column. */
  readonly field: string;
  /** The character offset in the source text. */
  readonly position?: number;
}

/** `DateSent >= 2024-01-01` */
export interface Comparison extends OnColumn {
  readonly operator: ComparisonOperator;
  readonly value: Literal;
}

/** `Body LIKE 'Hello%'`: `%` matches any characters, `_` matches one. Case-sensitive. */
export interface Like extends OnColumn {
  readonly operator: 'LIKE';
  readonly value: string;
  /** The escape character for `%` and `_`. Default: none. */
  readonly escape?: string;
}

/** `To IN ('a', 'b')` */
export interface In extends OnColumn {
  readonly operator: 'IN';
  readonly value: readonly Literal[];
}

/** `Price IS NULL` */
export interface IsNull extends OnColumn {
  readonly operator: 'IS NULL';
}

/** A condition on one column. */
export type Predicate = Comparison | Like | In | IsNull;

/**
 * A condition as a tree, the planner's input. Null follows SQL's three-valued logic: a comparison with null is unknown,
 * and only rows for which the condition is true are returned.
 */
export type Condition =
  | Predicate
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

/** A condition tree whose names and values are typed by a declaration. */
export type ConditionOn<E extends EntityType> =
  | PredicateOn<E>
  | { readonly and: readonly ConditionOn<E>[] }
  | { readonly or: readonly ConditionOn<E>[] }
  | { readonly not: ConditionOn<E> };

type PredicateOn<E extends EntityType> = {
  [K in ComparableField<E>]:
    | { readonly field: K; readonly operator: ComparisonOperator; readonly value: FieldValue<E, K> & Literal }
    | (FieldValue<E, K> extends string
        ? { readonly field: K; readonly operator: 'LIKE'; readonly value: string; readonly escape?: string }
        : never)
    | { readonly field: K; readonly operator: 'IN'; readonly value: readonly (FieldValue<E, K> & Literal)[] }
    | { readonly field: K; readonly operator: 'IS NULL' };
}[ComparableField<E>];

/** Returns every predicate of a condition, in order. */
export function predicatesOf(condition: Condition | undefined): readonly Predicate[] {
  if (condition === undefined) return [];
  if ('and' in condition) return condition.and.flatMap(predicatesOf);
  if ('or' in condition) return condition.or.flatMap(predicatesOf);
  if ('not' in condition) return predicatesOf(condition.not);
  return [condition];
}
