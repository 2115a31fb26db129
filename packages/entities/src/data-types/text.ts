import * as z from 'zod';
import { perDeclaration } from '../per-declaration.js';
import type { Domain } from './domain.js';
import type { DataType } from './data-type.js';

export const text: DataType<string> = {
  jdbcType: 'VARCHAR',
  jsonType: 'string',
  expected: "a string in quotes, such as 'abc'",
  read: (wire) => (typeof wire === 'string' ? wire : typeof wire === 'number' ? String(wire) : undefined),
  input,
  write: (value) => value,
  // A number is accepted as its digits, because phone numbers and IDs are often written without quotes.
  literal: (value) => (typeof value === 'boolean' ? undefined : String(value)),
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  identify: (value) => value,
};

function input(domain: Domain): z.ZodType<string> {
  if (domain.sid) {
    return z.string('must be a string').regex(sidPattern(domain.sid), `must be a SID: ${sidForm(domain.sid)}`);
  }
  if (domain.values) {
    return z.enum([...domain.values], `must be one of ${domain.values.map((value) => `'${value}'`).join(', ')}`);
  }
  return z.string('must be a string').refine((value) => value.isWellFormed(), 'must be well-formed Unicode');
}

/** Returns a pattern that matches SIDs with the given prefixes. */
export const sidPattern = perDeclaration(
  (prefixes: readonly string[]) => new RegExp(`^(?:${prefixes.join('|')})[0-9a-fA-F]{32}$`),
);

/** Describes the format of SIDs with the given prefixes. */
export function sidForm(prefixes: readonly string[]): string {
  return `${prefixes.join(' or ')} followed by 32 hexadecimal digits`;
}
