import { isRecord } from '../violations/json-shape.js';
import { OUTPUT_ONLY_FIELDS, UNSUPPORTED_FIELDS } from './google-fields.js';
import { isUnset } from './unknown-fields.js';

/** What a connector of this build can take over from a connection in Google's shape. */
export interface WritablePart {
  /** The fields that clients set, as they are. Not validated. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** Paths of the fields that have a value but that this build does not support, such as `authConfig.oauth2AuthCodeFlow`. */
  readonly unsupported: readonly string[];
}

/**
 * Splits a connection that was read from Google or another connector into what can be written to this build and what
 * cannot. Fields that only the server sets are dropped without a mention.
 */
export function writablePart(resource: Readonly<Record<string, unknown>>): WritablePart {
  const unsupported = new Set<string>();
  const fields = Object.entries(resource).filter(([key]) => !OUTPUT_ONLY_FIELDS.includes(key));
  const connection = supportedPart(Object.fromEntries(fields), [], unsupported);
  return { connection: connection as WritablePart['connection'], unsupported: [...unsupported] };
}

/** Paths have no list positions, as in `UNSUPPORTED_FIELDS`. */
function supportedPart(value: unknown, path: readonly string[], unsupported: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => supportedPart(item, path, unsupported));
  if (!isRecord(value)) return value;
  const names = UNSUPPORTED_FIELDS[path.join('.')] ?? [];
  const entries = Object.entries(value).flatMap(([key, member]) => {
    const inner = [...path, key];
    if (!names.includes(key)) return [[key, supportedPart(member, inner, unsupported)]];
    if (member !== null && !isUnset(member)) unsupported.add(inner.join('.'));
    return [];
  });
  return Object.fromEntries(entries);
}
