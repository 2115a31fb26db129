import { invalidParameter } from '../errors.js';
import type { Parameter } from './parameters.js';

/** RFC 3339, or a date. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A time, as ISO 8601 in UTC. */
export function time(): Parameter<string | undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      const ms = TIME.test(value) ? Date.parse(value) : Number.NaN;
      if (!Number.isNaN(ms)) return new Date(ms).toISOString();
      throw invalidParameter(name, 'must be a time such as 2026-01-31T00:00:00Z, or a date such as 2026-01-31');
    },
  };
}
