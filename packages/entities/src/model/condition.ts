import type { Literal } from '../data-types/index.js';
import type { EntityType } from './entity-type.js';
import type { FieldValue, ComparableField } from './infer.js';

/** The signs that compare a column with one value. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

interface Placed {
  /** A column, in any case, or Twilio's own name for it. */
  readonly field: string;
  /** Where it stands in the text that it was read from, in characters from its beginning. */
  readonly position?: number;
}

/** `DateSent >= 2024-01-01` */
export interface Comparison extends Placed {
  readonly operator: ComparisonOperator;
  readonly value: Literal;
}

/** `Body LIKE 'Hello%'`: `%` stands for any characters, `_` for one, and case counts. */
export interface Like extends Placed {
  readonly operator: 'LIKE';
  readonly value: string;
  /** The character that takes the meaning from `%` and `_`. Default: none. */
  readonly escape?: string;
}

/** `To IN ('a', 'b')` */
export interface In extends Placed {
  readonly operator: 'IN';
  readonly value: readonly Literal[];
}

/** `Price IS NULL` */
export interface IsNull extends Placed {
  readonly operator: 'IS NULL';
}

/** What can be said of one column. */
export type Predicate = Comparison | Like | In | IsNull;

/**
 * A condition as a tree, the form in which the planner takes it. Null follows SQL's three-valued logic: a comparison with
 * null is neither true nor false, and only what is true is answered.
 */
export type Condition =
  | Predicate
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition };

/** The same tree with names and values checked against a declaration. */
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

/** Every predicate of a condition, in order. */
export function predicatesOf(condition: Condition | undefined): readonly Predicate[] {
  if (condition === undefined) return [];
  if ('and' in condition) return condition.and.flatMap(predicatesOf);
  if ('or' in condition) return condition.or.flatMap(predicatesOf);
  if ('not' in condition) return predicatesOf(condition.not);
  return [condition];
}
