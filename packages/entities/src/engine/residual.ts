import { dataTypeOf } from '../data-types/index.js';
import type { Operator } from '../model/index.js';
import type { CheckedComparison } from './conditions.js';

type Row = Readonly<Record<string, unknown>>;

const HOLDS: Readonly<Record<Operator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/**
 * The filter that makes an answer exact: every comparison once more, on rows that were read. A comparison with null
 * does not hold, as in SQL. Pseudo-columns are not in the rows; Twilio alone applies those.
 */
export function createResidual(comparisons: readonly CheckedComparison[]): (row: Row) => boolean {
  const tests = comparisons
    .filter(({ field }) => field.readable !== false)
    .map(({ name, field, operator, value }) => {
      const { compare } = dataTypeOf(field);
      const holds = HOLDS[operator];
      return (row: Row) => row[name] != null && holds(compare(row[name], value));
    });
  return (row) => tests.every((test) => test(row));
}
