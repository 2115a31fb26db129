import type { SqlType } from './catalog/catalog.js';

/** The OIDs of PostgreSQL's built-in types whose values have a form of their own in JavaScript. */
const OIDS = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  float4: 700,
  float8: 701,
  timestamptz: 1184,
  jsonb: 3802,
};

const NAMES: Readonly<Record<number, string>> = {
  16: 'boolean',
  17: 'bytea',
  18: '"char"',
  19: 'name',
  20: 'bigint',
  21: 'smallint',
  23: 'integer',
  25: 'text',
  26: 'oid',
  114: 'json',
  700: 'real',
  701: 'double precision',
  705: 'text',
  1042: 'character',
  1043: 'character varying',
  1082: 'date',
  1083: 'time without time zone',
  1114: 'timestamp without time zone',
  1184: 'timestamp with time zone',
  1186: 'interval',
  1700: 'numeric',
  2950: 'uuid',
  3802: 'jsonb',
};

/** The OID of the type of a column. */
export const oidOf: Readonly<Record<SqlType, number>> = {
  text: 25,
  integer: OIDS.int4,
  bigint: OIDS.int8,
  numeric: 1700,
  'double precision': OIDS.float8,
  boolean: OIDS.bool,
  timestamptz: OIDS.timestamptz,
  date: 1082,
  jsonb: OIDS.jsonb,
};

/** The name of a type by its OID; undefined for the types of arrays and other types that are seldom used. */
export const typeName = (oid: number): string | undefined => NAMES[oid];

/**
 * A value as JSON has it: numbers unless they would lose digits, documents as they are, points in time in ISO 8601. Everything
 * else, such as a `numeric`, stays the text that PostgreSQL prints.
 */
export function decode(text: string | null, type: number): unknown {
  if (text === null) return null;
  switch (type) {
    case OIDS.bool:
      return text === 't';
    case OIDS.int2:
    case OIDS.int4:
    case OIDS.int8:
    case OIDS.float4:
    case OIDS.float8:
      return toNumber(text, type);
    case OIDS.json:
    case OIDS.jsonb:
      return JSON.parse(text);
    case OIDS.timestamptz:
      return toIso(text);
    default:
      return text;
  }
}

function toNumber(text: string, type: number): number | string {
  const value = Number(text);
  const isExact = type === OIDS.int8 ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isExact ? value : text;
}

/** `2026-11-30 12:00:00+00` as `2026-11-30T12:00:00Z` */
function toIso(text: string): string {
  const [, date, time, hours = '', minutes = ':00'] =
    /^(\d{4}-\d\d-\d\d) ([\d:.]+)([+-]\d\d)(:\d\d)?$/.exec(text) ?? [];
  // Infinity, and years before 0 and after 9999
  if (date === undefined) return text;
  const zone = `${hours}${minutes}`;
  return `${date}T${time}${zone === '+00:00' ? 'Z' : zone}`;
}
