import { dataTypeOf } from '../data-types/index.js';
import type { ComparisonOperator } from '../model/index.js';
import type { CheckedCondition, CheckedPredicate } from './conditions.js';
import { compileLike } from './like.js';
import { COMPARISON_UNITS, unitsOf, VALUE_UNITS, type Work } from '../work.js';

type Row = Readonly<Record<string, unknown>>;

/** True, false, or null for unknown, as in SQL. */
type Truth = boolean | null;
type Test = (row: Row) => Work<Truth>;

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
export function* createResidual(condition: CheckedCondition): Work<(row: Row) => Work<boolean>> {
  const test = yield* compile(condition);
  return function* (row) {
    return (yield* test(row)) === true;
  };
}

function* compile(condition: CheckedCondition): Work<Test> {
  if ('and' in condition) return all(yield* compileAll(condition.and));
  if ('or' in condition) return any(yield* compileAll(condition.or));
  if ('not' in condition) return not(yield* compile(condition.not));
  yield COMPARISON_UNITS;
  return yield* compilePredicate(condition);
}

function* compileAll(conditions: readonly CheckedCondition[]): Work<readonly Test[]> {
  const tests: Test[] = [];
  for (const condition of conditions) tests.push(yield* compile(condition));
  return tests;
}

/** False if one is false, else unknown if one is unknown. */
function all(tests: readonly Test[]): Test {
  return function* (row) {
    let result: Truth = true;
    for (const test of tests) {
      const truth = yield* test(row);
      if (truth === false) return false;
      if (truth === null) result = null;
    }
    return result;
  };
}

/** True if one is true, else unknown if one is unknown. */
function any(tests: readonly Test[]): Test {
  return function* (row) {
    let result: Truth = false;
    for (const test of tests) {
      const truth = yield* test(row);
      if (truth === true) return true;
      if (truth === null) result = null;
    }
    return result;
  };
}

function not(test: Test): Test {
  return function* (row) {
    const truth = yield* test(row);
    return truth === null ? null : !truth;
  };
}

function* compilePredicate(predicate: CheckedPredicate): Work<Test> {
  const { name, field, operator } = predicate;
  if (field.readable === false) return always;
  const { compare, identify } = dataTypeOf(field);
  switch (operator) {
    case 'IS NULL':
      return function* (row) {
        yield VALUE_UNITS;
        return row[name] == null;
      };
    case 'LIKE': {
      const isLike = compileLike(predicate.value, predicate.escape);
      return onValue(name, (value) => (typeof value === 'string' ? isLike(value) : unknown()));
    }
    case 'IN': {
      const identities = new Set<unknown>();
      for (const value of predicate.value) {
        identities.add(identify(value));
        yield unitsOf(value);
      }
      return onValue(name, function* (value) {
        yield unitsOf(value);
        return identities.has(identify(value));
      });
    }
    default: {
      const holds = HOLDS[operator];
      const units = unitsOf(predicate.value);
      return onValue(name, function* (value) {
        yield units + unitsOf(value);
        return holds(compare(value, predicate.value));
      });
    }
  }
}

/** Tests a column. A comparison with null is unknown. */
function onValue(name: string, test: (value: unknown) => Work<Truth>): Test {
  return (row) => (row[name] == null ? unknown() : test(row[name]));
}

function* always(): Work<Truth> {
  yield VALUE_UNITS;
  return true;
}

function* unknown(): Work<Truth> {
  yield VALUE_UNITS;
  return null;
}
