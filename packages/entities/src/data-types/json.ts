import { z } from 'zod';
import type { DataType } from './data-type.js';

export const json: DataType = {
  jdbcType: (domain) => (domain.list ? 'ARRAY' : 'STRUCT'),
  jsonType: (domain) => (domain.list ? 'array' : 'object'),
  expected: 'nothing: a column of JSON cannot be compared',
  read: (wire) => wire,
  input: () => z.json('must be JSON'),
  write: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  literal: () => undefined,
  compare: () => Number.NaN,
};
