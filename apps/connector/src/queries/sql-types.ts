import type { DataTypeName, Field } from '@twilio-connector/entities';
import type { SqlType } from '@twilio-connector/sql';

const SQL_TYPES: Readonly<Record<DataTypeName, SqlType>> = {
  text: 'text',
  integer: 'bigint',
  double: 'double precision',
  decimal: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'date',
  json: 'jsonb',
};

/** The type of a column in SQL. A list of values is JSON. */
export function sqlTypeOf({ dataType, repeats }: Pick<Field, 'dataType' | 'repeats'> = { dataType: 'text' }): SqlType {
  return repeats ? 'jsonb' : SQL_TYPES[dataType];
}
