/** The names of the data types. */
export type DataTypeName = 'text' | 'integer' | 'double' | 'decimal' | 'boolean' | 'timestamp' | 'date' | 'json';

/** What the data type itself is narrowed to. */
export interface Domain {
  /** The SID prefixes that the column's values have, such as `['SM', 'MM']`. */
  readonly sid?: readonly string[];
  /** The values that are known. Twilio adds some at any time: others are read as they are, but not written. */
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** For `json`: a list rather than an object. */
  readonly list?: true;
}
