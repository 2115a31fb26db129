import * as z from 'zod';
import { unwrap } from './field-paths.js';
import { NOT_SERVED_FIELDS } from './google-fields.js';
import { isRecord } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import { type FieldViolation, type Path, toFieldViolation } from '../violations/field-violation.js';

/**
 * Takes out of the input what the schema does not know, with a violation for each such field: its own name where Google
 * has it, the nearest name otherwise. What JSON of Google's kind counts as absent (null; of a field that is not served
 * also false, 0, "" and []) goes without one.
 */
export function sift(input: unknown, schema: z.core.$ZodType, violations: FieldViolation[], path: Path = []): unknown {
  const kind = unwrap(schema);
  if (kind instanceof z.ZodArray && Array.isArray(input)) {
    return input.map((item: unknown, index) => sift(item, kind.element, violations, [...path, index]));
  }
  if (!isRecord(input)) return input;
  if (kind instanceof z.ZodRecord)
    return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  if (!(kind instanceof z.ZodObject)) return input;
  const shape: Readonly<Record<string, z.core.$ZodType>> = kind.shape;
  const known: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (value === null) continue;
    if (field) known[key] = sift(value, field, violations, [...path, key]);
    else violations.push(...refuse(key, value, path, Object.keys(shape)));
  }
  return known;
}

function refuse(key: string, value: unknown, path: Path, known: readonly string[]): FieldViolation[] {
  const message = path.filter((step) => typeof step !== 'number').join('.');
  const notServed = NOT_SERVED_FIELDS[message] ?? [];
  if (notServed.includes(key)) {
    return isUnset(value) ? [] : [toFieldViolation([...path, key], 'is not supported by this build; leave it out')];
  }
  const meant = nearest(key, [...known, ...notServed]);
  const where = message === '' ? 'a Connection' : message;
  const advice = meant ? `did you mean ${meant}?` : `its fields are ${known.join(', ')}`;
  return [toFieldViolation([...path, key], `is no field of ${where}; ${advice}`)];
}

/** The value that a field has when it is not set, in JSON of Google's kind. */
function isUnset(value: unknown): boolean {
  return value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
}
