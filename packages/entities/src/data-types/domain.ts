/** The names of the data types. */
export type DataTypeName = 'text' | 'integer' | 'double' | 'decimal' | 'boolean' | 'timestamp' | 'date' | 'json';

/** Restrictions on the values of a data type. */
export interface Domain {
  /** The allowed SID prefixes, such as `['SM', 'MM']`. */
  readonly sid?: readonly string[];
  /** The known values. Twilio may add values at any time: unknown values can be read but not written. */
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** For `json`: a list instead of an object. */
  readonly list?: true;
}
