import * as z from 'zod';
import { secretVersionViolation } from '../names/resource-names.js';
import { shapeOf } from '../violations/json-shape.js';

/** What a value of the wrong kind is told: "is a number; give text". */
export function due(rule: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `is ${shapeOf(input)}; give ${rule}` };
}

/** A text of any content. */
export function text(rule: string): z.ZodString {
  return z.string(due(rule));
}

/** A value that may be left out. So it counts when it is what its type has when nothing is set. */
export function unlessEmpty<Schema extends z.ZodType>(schema: Schema, ...unset: readonly string[]) {
  const isUnset = (value: unknown): boolean => value === '' || unset.some((text) => text === value);
  return z.preprocess((value: unknown) => (isUnset(value) ? undefined : value), schema.optional()).optional();
}

/** True or false. */
export function flag(): z.ZodBoolean {
  return z.boolean(due('true or false'));
}

/** A count within bounds, as a number or, as JSON of Google's kind also has it, as digits. Says the number it got. */
export function count(min: number, max: number) {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `is ${typeof input === 'number' ? String(input) : shapeOf(input)}; give a whole number from ${min} to ${max}`;
  const toNumber = (value: unknown): unknown => (isDigits(value) ? Number(value) : value);
  return z.preprocess(toNumber, z.int({ error }).min(min, { error }).max(max, { error }));
}

/** An int64, which JSON of Google's kind has as digits; a number is taken too. Only what a number holds exactly is taken. */
export function int64(rule: string) {
  const toText = (value: unknown): unknown => (Number.isSafeInteger(value) ? String(value) : value);
  const isSafe = (digits: string): boolean => isDigits(digits) && Number.isSafeInteger(Number(digits));
  return z.preprocess(toText, text(rule).refine(isSafe, due(rule)));
}

/** A moment in time. */
export function timestamp() {
  return z.iso.datetime(due('a time such as 2026-01-31T12:00:00Z'));
}

/** A reference to a secret; what is no reference may be the secret itself, so nothing of it is said but its length. */
export function secretReference() {
  const secretVersion = text('projects/{project}/secrets/{secret}/versions/{version}').superRefine((name, context) => {
    const breach = secretVersionViolation(name);
    if (breach !== undefined) context.addIssue({ code: 'custom', message: breach });
  });
  return z.object({ secretVersion }, due('an object with secretVersion'));
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value);
}
