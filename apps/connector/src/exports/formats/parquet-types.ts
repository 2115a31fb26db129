import type { DataTypeName } from '@twilio-connector/entities';
import type { SchemaElement } from 'hyparquet-writer';
import { ConnectorError } from '../../errors.js';
import type { ExportColumn } from './columns.js';

/** The digits of a decimal, and how many of them come after the point. Amounts of Twilio have five. */
const PRECISION = 38;
const SCALE = 12;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const FRACTION = /\.(\d+)/;
const MICROSECONDS_PER_MS = 1000n;
const DAY_MS = 86_400_000;

interface ParquetType {
  readonly schema: Omit<SchemaElement, 'name'>;
  /** Converts a value of a row. @param column for errors */
  readonly toValue: (value: unknown, column: string) => unknown;
}

/** How the data types of rows are written. */
export const PARQUET_TYPES: Readonly<Record<DataTypeName, ParquetType>> = {
  text: {
    schema: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
    toValue: String,
  },
  integer: { schema: { type: 'INT64' }, toValue: (value) => BigInt(value as number) },
  double: { schema: { type: 'DOUBLE' }, toValue: Number },
  decimal: {
    schema: {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      converted_type: 'DECIMAL',
      precision: PRECISION,
      scale: SCALE,
    },
    toValue: (value, column) => toUnscaled(String(value), column),
  },
  boolean: { schema: { type: 'BOOLEAN' }, toValue: Boolean },
  timestamp: {
    schema: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
    toValue: (value) => toMicroseconds(String(value)),
  },
  date: { schema: { type: 'INT32', converted_type: 'DATE' }, toValue: (value) => Date.parse(String(value)) / DAY_MS },
  json: { schema: { type: 'BYTE_ARRAY', converted_type: 'JSON' }, toValue: (value) => value },
};

/** The data type by which a column is written. A list of values is JSON. */
export function parquetTypeOf({ dataType, isList }: ExportColumn): DataTypeName {
  return isList ? 'json' : dataType;
}

function toMicroseconds(text: string): bigint {
  const digits = FRACTION.exec(text)?.[1] ?? '';
  // The milliseconds are part of the date.
  const beyondMs = BigInt(digits.slice(3, 6).padEnd(3, '0'));
  return BigInt(Date.parse(text)) * MICROSECONDS_PER_MS + beyondMs;
}

/** @throws ConnectorError for a number that would have to be rounded */
function toUnscaled(text: string, column: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  const significant = fraction.replace(/0+$/, '');
  const digits = `${whole}${significant.padEnd(SCALE, '0')}`.replace(/^0+/, '');
  if (significant.length <= SCALE && digits.length <= PRECISION)
    return BigInt(`${sign === '-' ? '-' : ''}${digits || '0'}`);
  const message =
    `${column} is ${text}, and a decimal of Parquet has ${PRECISION} digits here, ${SCALE} of them after the point. ` +
    'Choose another format, or leave the column out.';
  throw new ConnectorError('FAILED_PRECONDITION', message, { reason: 'DECIMAL_TOO_LONG' });
}
