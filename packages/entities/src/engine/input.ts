import { z } from 'zod';
import { dataTypeOf } from '../data-types/index.js';
import { EntityError, type FieldViolation } from '../errors.js';
import { type EntityType, type Field, takes } from '../model/index.js';
import { isRecord } from '../record.js';
import { resolveField } from '../model/resolve.js';

type Values = Record<string, unknown>;

// A body may hold tens of thousands of wrong columns; nobody reads that many refusals.
const MAX_VIOLATIONS = 100;

/** How messages name what was called, who takes the input, and what it is made of. */
interface Words {
  readonly call: string;
  readonly taker: string;
  readonly item: 'column' | 'parameter';
}

/**
 * Checks what a caller gives for a CREATE or an UPDATE, all of it at once, and names its fields by their columns.
 *
 * @throws EntityError INVALID_INPUT, with every violation
 */
export function checkInput(
  entityType: EntityType,
  operation: 'CREATE' | 'UPDATE',
  input: unknown,
  words: Words = { call: `${operation} of ${entityType.name}`, taker: operation, item: 'column' },
): Values {
  if (!isRecord(input)) {
    throw invalid(entityType, operation, words, [
      { field: '', description: `must be an object of ${words.item}s and values` },
    ]);
  }
  const violations: FieldViolation[] = [];
  const given: Values = {};
  for (const [name, value] of Object.entries(input)) {
    const found = resolveField(entityType, name);
    const refusal = found ? refuse(entityType, found.name, operation) : `is no ${words.item} of ${entityType.name}`;
    if (refusal || !found) violations.push({ field: name, description: refusal ?? '' });
    else if (found.name in given) violations.push({ field: name, description: `is given twice: it is ${found.name}` });
    else given[found.name] = value;
  }
  violations.push(...missing(entityType, operation, given));
  const checked = Object.entries(given).map(([name, value]): [string, unknown] => {
    const field = entityType.fields[name] as Field;
    // An empty text takes away what a SID refers to.
    if (operation === 'UPDATE' && field.sid && value === '') return [name, value];
    const result = inputSchema(field, operation).safeParse(value);
    if (!result.success) violations.push({ field: name, description: describe(result.error, value) });
    return [name, result.data];
  });
  if (violations.length > 0) throw invalid(entityType, operation, words, violations);
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

function refuse(entityType: EntityType, name: string, operation: 'CREATE' | 'UPDATE'): string | undefined {
  if (takes(entityType, name, operation)) return undefined;
  const verb = operation === 'CREATE' ? 'set on CREATE' : 'changed by UPDATE';
  return `${name} cannot be ${verb}`;
}

/** The columns that an operation takes, said once however many it does not. */
function whatIsTaken(entityType: EntityType, operation: 'CREATE' | 'UPDATE'): string {
  const columns = Object.keys(entityType.fields).filter((name) => takes(entityType, name, operation));
  return columns.join(', ');
}

function missing(entityType: EntityType, operation: 'CREATE' | 'UPDATE', given: Values): FieldViolation[] {
  const required = Object.keys(entityType.fields)
    .filter((name) => takes(entityType, name, operation) === 'required' && !(name in given))
    .map((name) => ({ field: name, description: 'is required' }));
  if (operation === 'UPDATE') {
    const isEmpty = Object.keys(given).length === 0;
    return isEmpty ? [{ field: '', description: 'names no column to change' }, ...required] : required;
  }
  const groups = (entityType.createNeedsOneOf ?? [])
    .filter((group) => !group.some((name) => name in given))
    .map((group) => ({ field: group[0] ?? '', description: `is required, or one of ${group.slice(1).join(', ')}` }));
  return [...required, ...groups];
}

function describe(error: z.ZodError, value: unknown): string {
  if (value === null)
    return 'cannot be null: Twilio has no null in a request; leave the column out, or give a text column an empty text';
  return [...new Set(error.issues.map((issue) => issue.message))].join('; ');
}

function invalid(
  entityType: EntityType,
  operation: 'CREATE' | 'UPDATE',
  { call, taker }: Words,
  all: readonly FieldViolation[],
): EntityError {
  const violations = all.slice(0, MAX_VIOLATIONS);
  const more = all.length > MAX_VIOLATIONS ? `; and ${all.length - MAX_VIOLATIONS} more` : '';
  const list = violations.map(({ field, description }) => `${field} ${description}`.trim()).join('; ') + more;
  const message = `${call} was refused: ${list}. ${taker} takes ${whatIsTaken(entityType, operation)}.`;
  return new EntityError('INVALID_INPUT', message, { violations });
}
