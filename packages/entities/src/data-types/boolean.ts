import * as z from 'zod';
import type { DataType } from './data-type.js';

export const boolean: DataType<boolean> = {
  jdbcType: 'BOOLEAN',
  jsonType: 'boolean',
  expected: 'true or false',
  read: (wire) => toBoolean(wire),
  input: () => z.preprocess((value) => toBoolean(value) ?? value, z.boolean('must be true or false')),
  write: String,
  literal: (value) => toBoolean(value),
  compare: (a, b) => Number(a) - Number(b),
  identify: (value) => value,
};

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
