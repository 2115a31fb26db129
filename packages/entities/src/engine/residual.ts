import { dataTypeOf } from '../data-types/index.js';
import type { ComparisonOperator } from '../model/index.js';
import type { CheckedCondition, CheckedPredicate } from './conditions.js';
import { compileLike } from './like.js';

type Row = Readonly<Record<string, unknown>>;

/** True, false, or null for unknown, as in SQL. */
type Truth = boolean | null;
type Test = (row: Row) => Truth;

const HOLDS: Readonly<Record<ComparisonOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/**
 * Creates the filter that makes an answer exact: it applies the whole condition again after the read. Pseudo-columns are
 * ignored, because rows do not contain them and only Twilio can apply them.
 */
export function createResidual(condition: CheckedCondition): (row: Row) => boolean {
  const test = compile(condition);
  return (row) => test(row) === true;
}

function compile(condition: CheckedCondition): Test {
  if ('and' in condition) return all(condition.and.map(compile));
  if ('or' in condition) return any(condition.or.map(compile));
  if ('not' in condition) {
    const test = compile(condition.not);
    return (row) => negate(test(row));
  }
  return compilePredicate(condition);
}

/** False if one is false, else unknown if one is unknown. */
function all(tests: readonly Test[]): Test {
  return (row) => {
    let result: Truth = true;
    for (const test of tests) {
      const truth = test(row);
      if (truth === false) return false;
      if (truth === null) result = null;
    }
    return result;
  };
}

/** True if one is true, else unknown if one is unknown. */
function any(tests: readonly Test[]): Test {
  return (row) => {
    let result: Truth = false;
    for (const test of tests) {
      const truth = test(row);
      if (truth === true) return true;
      if (truth === null) result = null;
    }
    return result;
  };
}

function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function compilePredicate(predicate: CheckedPredicate): Test {
  const { name, field, operator } = predicate;
  if (field.readable === false) return () => true;
  const { compare } = dataTypeOf(field);
  switch (operator) {
    case 'IS NULL':
      return (row) => row[name] == null;
    case 'LIKE': {
      const isLike = compileLike(predicate.value, predicate.escape);
      return (row) => (typeof row[name] === 'string' ? isLike(row[name]) : null);
    }
    case 'IN':
      return (row) => (row[name] == null ? null : predicate.value.some((value) => compare(row[name], value) === 0));
    default: {
      const holds = HOLDS[operator];
      return (row) => (row[name] == null ? null : holds(compare(row[name], predicate.value)));
    }
  }
}
