import type { EntityType } from './entity-type.js';
import type { Operator } from './field.js';
import type { FieldValue, FilterableField } from './infer.js';

/** `To = '+15551234567'`, as data. */
export interface Comparison {
  readonly field: string;
  readonly operator: Operator;
  readonly value: unknown;
  /** Where the comparison stands in the text that it was read from, in characters from its beginning. */
  readonly position?: number;
}

/** Several conditions that must all hold. */
export interface And {
  readonly and: readonly Condition[];
}

/** A condition as a tree, the form in which the planner takes it. */
export type Condition = Comparison | And;

/** The same tree with names and values checked against a declaration. */
export type ConditionOn<E extends EntityType> = ComparisonOn<E> | { readonly and: readonly ConditionOn<E>[] };

type ComparisonOn<E extends EntityType> = {
  [K in FilterableField<E>]: { readonly field: K; readonly operator: Operator; readonly value: FieldValue<E, K> };
}[FilterableField<E>];

/** The comparisons of a condition, in order; a list means that all must hold. */
export function comparisonsOf(condition: Condition | undefined): readonly Comparison[] {
  if (condition === undefined) return [];
  return 'and' in condition ? condition.and.flatMap(comparisonsOf) : [condition];
}
