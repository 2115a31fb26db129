import * as z from 'zod';
import { dataTypeOf } from '../data-types/index.js';
import { EntityError, type FieldViolation } from '../errors.js';
import { type EntityType, type Field, takes } from '../model/index.js';
import { isRecord } from '../record.js';
import { closestName } from '../model/did-you-mean.js';
import { resolveField } from '../model/resolve.js';

type Values = Record<string, unknown>;

// A body may contain tens of thousands of unknown columns; a message with all of them would be useless.
const MAX_VIOLATIONS = 100;

/** The terms used in error messages. */
interface Terms {
  /** The call, such as `CREATE of Messages`. */
  readonly call: string;
  /** The operation or action that accepts the input. */
  readonly target: string;
  readonly item: 'column' | 'parameter';
}

/**
 * Checks the input of a CREATE or UPDATE completely, and keys it by column names.
 *
 * @throws EntityError INVALID_INPUT, which lists every violation
 */
export function checkInput(
  entityType: EntityType,
  operation: 'CREATE' | 'UPDATE',
  input: unknown,
  terms: Terms = { call: `${operation} of ${entityType.name}`, target: operation, item: 'column' },
): Values {
  if (!isRecord(input)) {
    throw invalid(entityType, operation, terms, [
      { field: '', description: `must be an object with ${terms.item}s and values` },
    ]);
  }
  const violations: FieldViolation[] = [];
  const given: Values = {};
  for (const [name, value] of Object.entries(input)) {
    const found = resolveField(entityType, name);
    const hasRoom = violations.length < MAX_VIOLATIONS;
    const refusal = found ? refuse(entityType, found.name, operation) : unknown(entityType, name, terms, hasRoom);
    if (refusal || !found) violations.push({ field: name, description: refusal ?? '' });
    else if (found.name in given)
      violations.push({ field: name, description: 'is given more than once, by its name or an alias' });
    else given[found.name] = value;
  }
  violations.push(...missing(entityType, operation, given));
  const checked = Object.entries(given).map(([name, value]): [string, unknown] => {
    const field = entityType.fields[name] as Field;
    // An empty string clears a SID reference.
    if (operation === 'UPDATE' && field.sid && value === '') return [name, value];
    const result = inputSchema(field, operation).safeParse(value);
    if (!result.success) violations.push({ field: name, description: describe(result.error, value) });
    return [name, result.data];
  });
  if (violations.length > 0) throw invalid(entityType, operation, terms, violations);
  return Object.fromEntries(checked);
}

function inputSchema(field: Field, operation: 'CREATE' | 'UPDATE'): z.ZodType {
  const one =
    operation === 'UPDATE' && Array.isArray(field.update) ? literals(field.update) : dataTypeOf(field).input(field);
  return field.repeats
    ? z.preprocess((value) => [value].flat(), z.array(one).min(1, 'must have at least one value'))
    : one;
}

function literals(values: readonly string[]): z.ZodType {
  return z.literal([...values], `can only be set to ${values.map((value) => `'${value}'`).join(' or ')}`);
}

/** Only violations that are shown have a suggestion, because finding it takes time. */
function unknown(entityType: EntityType, name: string, { item }: Terms, isShown: boolean): string {
  const closest = isShown ? closestName(name, Object.keys(entityType.fields)) : undefined;
  return `is not a ${item} of ${entityType.name}${closest ? ` (did you mean ${closest}?)` : ''}`;
}

function refuse(entityType: EntityType, name: string, operation: 'CREATE' | 'UPDATE'): string | undefined {
  if (takes(entityType, name, operation)) return undefined;
  const verb = operation === 'CREATE' ? 'set on CREATE' : 'changed by UPDATE';
  return `cannot be ${verb}`;
}

/** Lists the columns that an operation accepts. */
function acceptedColumns(entityType: EntityType, operation: 'CREATE' | 'UPDATE'): string {
  const columns = Object.keys(entityType.fields).filter((name) => takes(entityType, name, operation));
  return columns.join(', ');
}

function missing(entityType: EntityType, operation: 'CREATE' | 'UPDATE', given: Values): FieldViolation[] {
  const required = Object.keys(entityType.fields)
    .filter((name) => takes(entityType, name, operation) === 'required' && !(name in given))
    .map((name) => ({ field: name, description: 'is required' }));
  if (operation === 'UPDATE') {
    const isEmpty = Object.keys(given).length === 0;
    return isEmpty ? [{ field: '', description: 'must contain at least one column to change' }, ...required] : required;
  }
  const groups = (entityType.createNeedsOneOf ?? [])
    .filter((group) => !group.some((name) => name in given))
    .map((group) => ({
      field: group[0] ?? '',
      description: `is required unless ${group.slice(1).join(' or ')} is given`,
    }));
  return [...required, ...groups];
}

function describe(error: z.ZodError, value: unknown): string {
  if (value === null)
    return 'cannot be null: Twilio requests have no null. Omit the column, or set a text column to an empty string';
  return [...new Set(error.issues.map((issue) => issue.message))].join('; ');
}

function invalid(
  entityType: EntityType,
  operation: 'CREATE' | 'UPDATE',
  { call, target }: Terms,
  all: readonly FieldViolation[],
): EntityError {
  const violations = all.slice(0, MAX_VIOLATIONS);
  const more = all.length > MAX_VIOLATIONS ? `; and ${all.length - MAX_VIOLATIONS} more` : '';
  const list = violations.map(({ field, description }) => `${field} ${description}`.trim()).join('; ') + more;
  const message = `Invalid ${call}: ${list}. ${target} accepts ${acceptedColumns(entityType, operation)}.`;
  return new EntityError('INVALID_INPUT', message, { violations });
}
