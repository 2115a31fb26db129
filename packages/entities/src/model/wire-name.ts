import { type EntityType, keyOf } from './entity-type.js';
import type { Field, Operator } from './field.js';

/** Twilio's name of a column in forms: the column's own unless the declaration says otherwise. */
export function toParameter(name: string, field: Field): string {
  return field.wire ?? name;
}

/** The comparisons that a filter can decide; one at least as wide stands for a strict one. */
export function filterOperators(filter: NonNullable<Field['filter']>): readonly Operator[] {
  if (isList(filter)) return filter;
  return OPERATORS.filter((operator) => toFilterParameters('', { dataType: 'text', filter }, operator).length > 0);
}

/** The parameters of Twilio's list that decide a comparison, each with the comparison that it makes. */
export function toFilterParameters(
  name: string,
  field: Field,
  operator: Operator,
): readonly (readonly [operator: Operator, parameter: string])[] {
  const { filter = ['='] } = field;
  // Twilio's sign of an inequality is `<` or `>`, also where the bound itself counts.
  if (isList(filter)) return [[operator, toParameter(name, field) + operator.charAt(0).replace('=', '')]];
  const parameterOf = (wanted: Operator) => {
    const parameter = filter[wanted];
    return parameter === undefined ? [] : [[wanted, parameter] as const];
  };
  const exact = parameterOf(operator);
  if (exact.length > 0) return exact;
  // A range stands for an equality, and a bound that counts for one that does not.
  return operator === '='
    ? [...parameterOf('>='), ...parameterOf('<=')]
    : parameterOf(`${operator.charAt(0)}=` as '>=');
}

const OPERATORS: readonly Operator[] = ['=', '<', '<=', '>', '>='];

// `Array.isArray` does not tell a readonly list.
function isList(filter: NonNullable<Field['filter']>): filter is readonly Operator[] {
  return Array.isArray(filter);
}

/** The property of Twilio's answer that a column is read from, one step for each level: `DateSent` is `date_sent`. */
export function toSource(name: string, field: Field): readonly string[] {
  return (field.source ?? toSnakeCase(field.wire ?? name)).split('.');
}

/** The property of Twilio's answer that holds the key, if there is a key. */
export function keySource(entityType: EntityType): string | undefined {
  const key = keyOf(entityType);
  return key === undefined ? undefined : toSource(key, entityType.fields[key] as Field)[0];
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
