import type { DataTypeName } from './domain.js';
import { boolean } from './boolean.js';
import type { DataType } from './data-type.js';
import { json } from './json.js';
import { decimal, double, integer } from './numbers.js';
import { text } from './text.js';
import { date, timestamp } from './times.js';

export type { DataType, Literal } from './data-type.js';
export type { DataTypeName, Domain } from './domain.js';

/** Every data type, by name. */
const dataTypes: { readonly [N in DataTypeName]: unknown } = {
  text,
  integer,
  double,
  decimal,
  boolean,
  timestamp,
  date,
  json,
};

/** Returns the data type of a field. */
export function dataTypeOf(field: { readonly dataType: DataTypeName }): DataType {
  return dataTypes[field.dataType] as DataType;
}
