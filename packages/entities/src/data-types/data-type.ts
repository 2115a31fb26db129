import type { z } from 'zod';
import type { Domain } from './domain.js';

/** A value in a condition: the type of the grammar's literals. */
export type Literal = string | number | boolean;

/** The behavior of a data type. Shared code calls these members and never checks for a particular type. */
export interface DataType<Value = unknown> {
  /** The type name in Google's metadata (a JDBC type). */
  readonly jdbcType: string | ((domain: Domain) => string);
  /** The `type` keyword in JSON Schema. */
  readonly jsonType: string | ((domain: Domain) => string);
  /** The `format` keyword in JSON Schema, if any. */
  readonly format?: string;
  /** Reads a value of Twilio's answer. Undefined if it cannot be read, which becomes a warning. */
  readonly read: (wire: unknown) => Value | undefined;
  /** Validates a caller's value and converts it to the form used in rows. */
  readonly input: (domain: Domain) => z.ZodType<Value>;
  /** Writes a value as a form or query parameter. */
  readonly write: (value: Value) => string;
  /** Converts a condition's literal; undefined if it has the wrong type. */
  readonly literal: (value: Literal, domain: Domain) => Value | undefined;
  /** Describes a literal of this type in error messages. Undefined if columns of this type cannot be compared. */
  readonly expected?: string;
  /** Negative, zero or positive, like the compare function of `Array.sort`. */
  readonly compare: (a: Value, b: Value) => number;
  /** Returns a primitive for use in a `Set`: equal values, and only they, have the same one. */
  readonly identify: (value: Value) => string | number | boolean;
}
