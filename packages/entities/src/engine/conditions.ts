import { dataTypeOf, type Literal } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import {
  type Comparison,
  comparisonsOf,
  type Condition,
  type EntityType,
  type Field,
  type Operator,
} from '../model/index.js';
import { resolveField } from '../model/resolve.js';

/** A comparison whose names and values fit the declaration. */
export interface CheckedComparison {
  readonly name: string;
  readonly field: Field;
  readonly operator: Operator;
  readonly value: unknown;
}

/**
 * Checks a condition against the declaration: columns that exist and can be filtered, operators that Twilio's list
 * takes there, values of the column's type.
 *
 * @throws EntityError INVALID_CONDITION
 */
export function checkCondition(entityType: EntityType, condition: Condition | undefined): CheckedComparison[] {
  return comparisonsOf(condition).map((comparison) => check(entityType, comparison));
}

function check(entityType: EntityType, comparison: Comparison): CheckedComparison {
  const { operator, position } = comparison;
  const refuse = (message: string) => new EntityError('INVALID_CONDITION', message, { position });
  const found = resolveField(entityType, comparison.field);
  if (!found) {
    const columns = Object.keys(entityType.fields).join(', ');
    throw refuse(
      `${entityType.name} has no column ${JSON.stringify(comparison.field)}${at(position)}. Its columns: ${columns}.`,
    );
  }
  const { name, field } = found;
  if (!operatorsOf(field).includes(operator)) throw refuse(notFilterable(entityType, name, operator) + at(position));
  const value = dataTypeOf(field).literal(comparison.value as Literal, field);
  if (value === undefined) {
    throw refuse(
      `${name}${at(position)} is compared with ${dataTypeOf(field).expected}, not with ${shape(comparison.value)}.`,
    );
  }
  return { name, field, operator, value };
}

/** What a condition may do with a column. */
export function operatorsOf(field: Field): readonly Operator[] {
  return field.key ? ['='] : (field.filter ?? []);
}

function notFilterable(entityType: EntityType, name: string, operator: Operator): string {
  const filterable = Object.entries(entityType.fields)
    .filter(([, field]) => operatorsOf(field).length > 0)
    .map(([column, field]) => `${column} (${operatorsOf(field).join(' ')})`);
  return `${entityType.name} cannot be filtered by ${name} ${operator} in this build. It can by: ${filterable.join(', ')}`;
}

function at(position: number | undefined): string {
  return position === undefined ? '' : ` at position ${position}`;
}

/** The kind of a value, for messages: never the value itself, which may be private. */
function shape(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value} that is not one`;
}
