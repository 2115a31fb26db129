/** A parsed filter in Google's filter language (https://google.aip.dev/160), without the meaning of its fields. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | Comparison
  | SearchTerm;

/** `field operator value`. A list as the value, such as `severity = (ERROR OR INFO)`, becomes one comparison for each value. */
export interface Comparison {
  readonly kind: 'comparison';
  /** The names between the dots of the field: `resource.labels."my-key"` is `['resource', 'labels', 'my-key']`. */
  readonly field: readonly string[];
  readonly operator: FilterOperator;
  readonly value: FilterValue;
  /** The place of the field in the text of the filter, from 1. */
  readonly position: number;
}

/** A value without a field, such as `timeout`: the services that allow it search all fields for it. */
export interface SearchTerm {
  readonly kind: 'search';
  readonly text: string;
  readonly position: number;
}

export const FILTER_OPERATORS = ['!=', '<=', '>=', '=~', '!~', '=', '<', '>', ':'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** A text, quoted or bare, or a function of texts, such as `starts_with("a")`. */
export type FilterValue =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly string[] };

/** Every comparison and search term of a filter, from left to right. */
export function termsOf(filter: Filter): readonly (Comparison | SearchTerm)[] {
  if (filter.kind === 'comparison' || filter.kind === 'search') return [filter];
  return filter.kind === 'not' ? termsOf(filter.part) : filter.parts.flatMap(termsOf);
}

/** Applies a filter, given the outcome of each of its terms. If terms are undefined, the result may be undefined. */
export function matchesFilter<T extends boolean | undefined>(
  filter: Filter,
  matches: (term: Comparison | SearchTerm) => T,
): T | boolean {
  if (filter.kind === 'comparison' || filter.kind === 'search') return matches(filter);
  if (filter.kind === 'not') {
    const outcome = matchesFilter(filter.part, matches);
    return outcome === undefined ? outcome : !outcome;
  }
  // One part that is false decides AND; one that is true decides OR.
  const decisive = filter.kind === 'or';
  let result: T | boolean = !decisive;
  for (const part of filter.parts) {
    const outcome = matchesFilter(part, matches);
    if (outcome === decisive) return outcome;
    if (outcome === undefined) result = outcome;
  }
  return result;
}
