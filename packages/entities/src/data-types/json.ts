import * as z from 'zod';
import type { DataType } from './data-type.js';

export const json: DataType = {
  jdbcType: (domain) => (domain.list ? 'ARRAY' : 'STRUCT'),
  jsonType: (domain) => (domain.list ? 'array' : 'object'),
  // Twilio's JSON is a few levels deep. Code that walks through much deeper JSON would overflow the stack.
  read: (wire) => (isJson(wire) ? wire : undefined),
  input: () => z.unknown().refine((value) => isJson(value), `must be JSON with at most ${MAX_DEPTH} levels of nesting`),
  write: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  literal: () => undefined,
  compare: () => Number.NaN,
  identify: (value) => JSON.stringify(value),
};

const MAX_DEPTH = 100;

/** Whether a value is JSON with at most 100 levels of nested lists and objects. */
export function isJson(value: unknown, depth = 1): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  for (const name in value) if (!isJson((value as Record<string, unknown>)[name], depth + 1)) return false;
  return true;
}
