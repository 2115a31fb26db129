import { type EntityType, keyOf } from './entity-type.js';
import type { Field, Operator } from './field.js';
import { perDeclaration } from '../per-declaration.js';

/** Returns Twilio's form parameter for a column: its own name unless the declaration overrides it. */
export function toParameter(name: string, field: Field): string {
  return field.wire ?? name;
}

/** Returns the comparisons that a filter can decide, directly or by a wider one (`>=` for `>`). */
export function filterOperators(filter: NonNullable<Field['filter']>): readonly Operator[] {
  if (isList(filter)) return filter;
  return OPERATORS.filter((operator) => toFilterParameters('', { dataType: 'text', filter }, operator).length > 0);
}

/** Returns the list parameters that decide a comparison, each with the comparison that it performs. */
export function toFilterParameters(
  name: string,
  field: Field,
  operator: Operator,
): readonly (readonly [operator: Operator, parameter: string])[] {
  const { filter = ['='] } = field;
  // Twilio writes inclusive and exclusive inequalities alike: `<` and `>`.
  if (isList(filter)) return [[operator, toParameter(name, field) + operator.charAt(0).replace('=', '')]];
  const parameterOf = (wanted: Operator) => {
    const parameter = filter[wanted];
    return parameter === undefined ? [] : [[wanted, parameter] as const];
  };
  const exact = parameterOf(operator);
  if (exact.length > 0) return exact;
  // A range can replace an equality, and an inclusive bound an exclusive one.
  return operator === '='
    ? [...parameterOf('>='), ...parameterOf('<=')]
    : parameterOf(`${operator.charAt(0)}=` as '>=');
}

const OPERATORS: readonly Operator[] = ['=', '<', '<=', '>', '>='];

// `Array.isArray` does not narrow readonly arrays.
function isList(filter: NonNullable<Field['filter']>): filter is readonly Operator[] {
  return Array.isArray(filter);
}

/** Returns the path of a column's property in Twilio's answer, one step per level: `DateSent` is `date_sent`. */
export function toSource(name: string, field: Field): readonly string[] {
  return (field.source ?? toSnakeCase(field.wire ?? name)).split('.');
}

/** Returns the property of Twilio's answer that contains the key, if there is a key. */
export const keySource = perDeclaration((entityType: EntityType): string | undefined => {
  const key = keyOf(entityType);
  return key === undefined ? undefined : toSource(key, entityType.fields[key] as Field)[0];
});

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
