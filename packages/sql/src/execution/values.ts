import type { Column, SqlType } from '../catalog/catalog.js';
import type { Condition } from '../catalog/scan.js';
import type { Comparing, Test } from '../plan/tests.js';

/** What a scan has to look for: some rows, no row, or all. */
export type Wanted = Condition | 'none' | undefined;

/** The value of an expression: none if it is null, unknown if a source cannot compare with it. */
export type Value = { readonly values: readonly string[]; readonly type: string } | 'null' | undefined;

const UNKNOWN = 'unknown';

/** SQL for the value of an expression as text, and for its type. */
export function valueSql({ column: { type }, operator, sql }: Comparing): string {
  if (operator !== 'IN') return `json_build_array(${textOf(`(${sql})`, type)})::text, pg_typeof(${sql})::text`;
  return `(select json_agg(${textOf('e', type)}) from unnest(${sql}) e where e is not null)::text, ''`;
}

function textOf(sql: string, type: SqlType): string {
  if (type === 'timestamptz') {
    const value = `${sql}::timestamptz`;
    const text = `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    return `case when isfinite(${value}) and ${value} >= '0001-01-01Z' and ${value} < '9999-12-31Z' then ${text} when ${value} is not null then '${UNKNOWN}' end`;
  }
  if (type === 'date') {
    const value = `${sql}::date`;
    // The text of a date depends on the setting DateStyle.
    return `case when isfinite(${value}) and ${value} >= '0001-01-01' then to_char(${value}, 'YYYY-MM-DD') when ${value} is not null then '${UNKNOWN}' end`;
  }
  return `${sql}::${type}::text`;
}

/** Reads what the engine computed for an expression that is compared with a column. */
export function readValue(text: string | null, type: string | null, { type: own }: Column): Value {
  if (text === null) return 'null';
  const values = JSON.parse(text) as readonly (string | null)[];
  const isTime = own === 'timestamptz' || own === 'date';
  if (isTime && values.includes(UNKNOWN)) return undefined;
  const present = values.filter((value) => value !== null);
  const known = isTime ? present.map(withoutZeros) : present;
  return known.length === 0 ? 'null' : { values: known, type: type ?? '' };
}

/** The value of a text as PostgreSQL prints it in a plan; undefined for other expressions, which must be computed. */
export function printedValue({ column: { type }, operator, sql }: Comparing): Value {
  const [, text] = (type === 'text' && operator !== 'IN' && PRINTED_TEXT.exec(sql)) || [];
  return text === undefined ? undefined : { values: [text.replaceAll("''", "'")], type };
}

/** A string without escapes. */
const PRINTED_TEXT = /^'((?:[^'\\]|'')*)'::text$/;

/** `12:00:00.500000Z` as `12:00:00.5Z` */
const withoutZeros = (text: string): string => text.replace(/^(\d{4}-\d\d-\d\dT[\d:]+)(?:\.0+|(\.\d*?)0+)Z$/, '$1$2Z');

/** Turns tests into a condition. A test whose values are not known is left out. */
export function toCondition(tests: readonly Test[], valueOf: (comparing: Comparing) => Value): Wanted {
  return all(tests.map((test) => wantedOf(test, valueOf)));
}

function wantedOf(test: Test, valueOf: (comparing: Comparing) => Value): Wanted {
  if ('and' in test) return toCondition(test.and, valueOf);
  if ('or' in test) {
    const arms = test.or.map((arm) => wantedOf(arm, valueOf));
    const some = arms.filter((arm) => arm !== 'none' && arm !== undefined);
    if (arms.includes(undefined)) return undefined;
    return some.length > 1 ? { or: some } : (some[0] ?? 'none');
  }
  const value = valueOf(test);
  if (value === 'null') return 'none';
  const [first] = value?.values ?? [];
  if (!value || first === undefined) return undefined;
  const column = test.column.name;
  if (test.operator === 'IN')
    return value.values.length === 1
      ? { column, operator: '=', value: first }
      : { column, operator: 'IN', values: [...new Set(value.values)] };
  const operator = isRounded(test.column, value.type) ? WIDER[test.operator] : test.operator;
  return test.column.comparisons?.includes(operator) ? { column, operator, value: first } : undefined;
}

export function all(conditions: readonly Wanted[]): Wanted {
  if (conditions.includes('none')) return 'none';
  const known = conditions.filter((condition) => condition !== undefined && condition !== 'none');
  return known.length > 1 ? { and: known } : known[0];
}

/** A value of another type lost a part when it became one of the column's. */
const isRounded = ({ type: own }: Column, type: string): boolean =>
  own !== type && ['date', 'integer', 'bigint'].includes(own);

const WIDER = { '=': '=', '<': '<=', '<=': '<=', '>': '>=', '>=': '>=' } as const;
