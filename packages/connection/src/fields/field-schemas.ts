import * as z from 'zod';
import { SECRET_VERSION_NAME, secretVersionProblem } from '../names/resource-names.js';
import { shapeOf } from '../violations/json-shape.js';

/** Zod error for a value of the wrong shape: "is a number; expected a string". */
export function expecting(shape: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `is ${shapeOf(input)}; expected ${shape}` };
}

/** Any string. */
export function text(shape: string): z.ZodString {
  return z.string(expecting(shape));
}

/** Makes a field optional. Its protobuf default (the empty string, or one of `defaults`) counts as not set. */
export function optionalField<Schema extends z.ZodType>(schema: Schema, ...defaults: readonly string[]) {
  const isUnset = (value: unknown): boolean => value === '' || defaults.some((text) => text === value);
  return z.preprocess((value: unknown) => (isUnset(value) ? undefined : value), schema.optional()).optional();
}

/** A boolean. */
export function flag(): z.ZodBoolean {
  return z.boolean(expecting('true or false'));
}

/** A whole number within bounds. Protobuf JSON also allows digits in a string. The message repeats a number that is out of bounds. */
export function count(min: number, max: number) {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `is ${typeof input === 'number' ? String(input) : shapeOf(input)}; expected a whole number from ${min} to ${max}`;
  const toNumber = (value: unknown): unknown => (isDigits(value) ? Number(value) : value);
  return z.preprocess(toNumber, z.int({ error }).min(min, { error }).max(max, { error }));
}

/** An int64: a string of digits in protobuf JSON; numbers are accepted too. Rejects numbers that JavaScript cannot hold exactly. */
export function int64() {
  const shape = `a whole number of at most ${Number.MAX_SAFE_INTEGER}`;
  const toText = (value: unknown): unknown => (Number.isSafeInteger(value) ? String(value) : value);
  const isSafe = (digits: string): boolean => isDigits(digits) && Number.isSafeInteger(Number(digits));
  return z.preprocess(toText, text(shape).refine(isSafe, expecting(shape)));
}

/** A UTC time in ISO 8601. */
export function timestamp() {
  return z.iso.datetime(expecting('a UTC time such as 2026-01-31T12:00:00Z'));
}

/** A reference to a secret. An invalid one may be the secret itself, so the message reveals only its length. */
export function secretReference() {
  const secretVersion = text(SECRET_VERSION_NAME).superRefine((name, context) => {
    const problem = secretVersionProblem(name);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
  return z.object({ secretVersion }, expecting('an object with secretVersion'));
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value);
}
