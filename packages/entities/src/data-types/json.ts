import { z } from 'zod';
import type { DataType } from './data-type.js';

export const json: DataType = {
  jdbcType: (domain) => (domain.list ? 'ARRAY' : 'STRUCT'),
  jsonType: (domain) => (domain.list ? 'array' : 'object'),
  read: (wire) => wire,
  input: () =>
    z.unknown().refine((value) => isJson(value, 0), `must be JSON with at most ${MAX_DEPTH} levels of nesting`),
  write: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  literal: () => undefined,
  compare: () => Number.NaN,
  identify: (value) => JSON.stringify(value),
};

const MAX_DEPTH = 100;

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  return Object.values(value).every((member) => isJson(member, depth + 1));
}
