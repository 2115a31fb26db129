import type { z } from 'zod';
import type { Domain } from './domain.js';

/** A value that a condition compares with: what a literal of the grammar can be. */
export type Literal = string | number | boolean;

/** What a data type knows about its values. Shared code asks it, and never which type it has. */
export interface DataType<Value = unknown> {
  /** The name of the type in Google's metadata (the JDBC list). */
  readonly jdbcType: string | ((domain: Domain) => string);
  /** The type word of JSON Schema. */
  readonly jsonType: string | ((domain: Domain) => string);
  /** The format word of JSON Schema, if it has one. */
  readonly format?: string;
  /** Reads what Twilio answered. Undefined when it cannot be read, which becomes a warning. */
  readonly read: (wire: unknown) => Value | undefined;
  /** Validates what a caller gives, and brings it into the form of a row. */
  readonly input: (domain: Domain) => z.ZodType<Value>;
  /** The text of a form or query parameter. */
  readonly write: (value: Value) => string;
  /** Reads a condition's literal; undefined when it is of another type. */
  readonly literal: (value: Literal, domain: Domain) => Value | undefined;
  /** What a literal of this type looks like, for messages: `a timestamp such as '2023-08-24T05:01:45Z'`. */
  readonly expected: string;
  /** Below zero, zero or above, as `a` comes before, with or after `b`. */
  readonly compare: (a: Value, b: Value) => number;
}
