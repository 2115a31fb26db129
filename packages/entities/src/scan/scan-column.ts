import type { ListFacts } from '../engine/list-facts.js';
import type { ListPlan } from '../engine/list.js';
import type { Read } from '../engine/reads.js';
import type { Row } from '../engine/runner.js';
import type { Field } from '../model/index.js';
import { toFilterParameters } from '../model/wire-name.js';
import { excludesNull } from './excludes-null.js';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** The bounds of a window in units since 1970, which are seconds or days. Both bounds belong to it. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The column by which a read is divided into windows. */
export interface ScanColumn {
  readonly name: string;
  readonly unitsPerDay: number;
  /** The first unit that the condition allows; -Infinity if it allows all. */
  readonly from: number;
  /** Whether rows without a value belong to the answer. The declaration says that there are none. */
  readonly allowsNull: boolean;
  /** Returns the unit of a row; NaN for null. */
  unitOf(row: Row): number;
  /** Writes the beginning of a unit as a literal of a condition. */
  textOf(unit: number): string;
  /** Adds bounds to a list's query, as far as they are finite. */
  toQuery(query: Read['query'], bounds: Range): Read['query'];
}

/**
 * Returns the column by which a read can be divided; undefined if it must be read page after page, because windows would lose
 * the rows in which the column is null.
 */
export function scanColumnOf({ entityType, condition }: ListPlan, read: Read): ScanColumn | undefined {
  const { window, fields } = entityType;
  if (!window || read.isGet) return undefined;
  const name = window.column;
  const comparisons = read.branch.filter((comparison) => comparison.name === name);
  // An equality selects a second or a day, which is not worth dividing.
  if (comparisons.some(({ operator }) => operator === '=')) return undefined;
  const allowsNull = comparisons.length === 0 && !excludesNull(condition, name);
  if (allowsNull && !window.neverNull) return undefined;
  const field = fields[name] as Field;
  const [lower, upper] = [toFilterParameters(name, field, '>=')[0]?.[1], toFilterParameters(name, field, '<=')[0]?.[1]];
  if (lower === undefined || upper === undefined) return undefined;
  const unitMs = window.precision === 'day' ? DAY_MS : SECOND_MS;
  const toUnit = (value: unknown) => Math.floor(Date.parse(String(value)) / unitMs);
  const starts = comparisons.filter(({ operator }) => operator.startsWith('>')).map(({ value }) => toUnit(value));
  const write = (unit: number) => writeUnit(unit, unitMs);
  const unitsPerDay = DAY_MS / unitMs;
  return {
    name,
    unitsPerDay,
    from: Math.max(Number.NEGATIVE_INFINITY, ...starts),
    allowsNull,
    unitOf: (row) => (row[name] == null ? Number.NaN : toUnit(row[name])),
    textOf: write,
    toQuery: (query, { low, high }) => ({
      ...query,
      ...(low > Number.NEGATIVE_INFINITY && { [lower]: write(low) }),
      ...(high < Number.POSITIVE_INFINITY && { [upper]: write(high) }),
    }),
  };
}

/**
 * Returns the upper bound of a window. It is the unit after the window, because Twilio may read the bound as exclusive, unless
 * it is known to include its second or its whole day.
 */
export function boundAfter(high: number, unitsPerDay: number, facts: ListFacts): number {
  const { bounds, includesBound } = facts;
  if (bounds === 'whole days' && (high + 1) % unitsPerDay === 0) return high + 1 - unitsPerDay;
  return bounds === 'times' && includesBound ? high : high + 1;
}

function writeUnit(unit: number, unitMs: number): string {
  const text = new Date(unit * unitMs).toISOString();
  return unitMs === DAY_MS ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}
