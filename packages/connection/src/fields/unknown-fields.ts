import * as z from 'zod';
import { type FieldViolation, type Path, toFieldViolation } from '../violations/field-violation.js';
import { isRecord } from '../violations/json-shape.js';
import { nearest } from '../violations/nearest.js';
import { unwrap } from './field-paths.js';
import { UNSUPPORTED_FIELDS } from './google-fields.js';

/**
 * Removes the fields that a schema does not have, and adds a violation for each: "not supported" for a field that Google
 * has, the nearest known field otherwise. Fields that protobuf JSON counts as absent cause no violation: null, and for an
 * unsupported field also false, 0, "" and [].
 */
export function removeUnknownFields(
  input: unknown,
  schema: z.core.$ZodType,
  violations: FieldViolation[],
  path: Path = [],
): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && Array.isArray(input)) {
    return input.map((item: unknown, index) => removeUnknownFields(item, inner.element, violations, [...path, index]));
  }
  if (!isRecord(input)) return input;
  if (inner instanceof z.ZodRecord)
    return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
  if (!(inner instanceof z.ZodObject)) return input;
  const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
  const known: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (value === null) continue;
    if (field) known[key] = removeUnknownFields(value, field, violations, [...path, key]);
    else violations.push(...unknownFieldViolations([...path, key], value, Object.keys(shape)));
  }
  return known;
}

function unknownFieldViolations(path: Path, value: unknown, known: readonly string[]): FieldViolation[] {
  const names = path.filter((step) => typeof step !== 'number').map(String);
  const key = names.at(-1) ?? '';
  const message = names.slice(0, -1).join('.');
  const unsupported = UNSUPPORTED_FIELDS[message] ?? [];
  if (unsupported.includes(key)) {
    return isUnset(value) ? [] : [toFieldViolation(path, 'is not supported by this build; remove it')];
  }
  const suggestion = nearest(key, [...known, ...unsupported]);
  const advice = suggestion ? `did you mean ${suggestion}?` : `expected one of ${known.join(', ')}`;
  return [toFieldViolation(path, `is not a field of ${message === '' ? 'a Connection' : message}; ${advice}`)];
}

/** True for the default value that protobuf JSON uses for a field that is not set. */
export function isUnset(value: unknown): boolean {
  return value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0);
}
