import { dataTypeOf } from '../data-types/index.js';
import type { CheckedComparison, CheckedCondition } from './conditions.js';
import type { Read } from './reads.js';
import { createResidual } from './residual.js';
import type { Row } from './runner.js';
import type { Work } from '../work.js';

/** Tests whether a row of a read belongs to the answer. */
export type RowTest = (row: Row, read: number) => Work<boolean>;

type Test = (row: Row) => Work<boolean>;

/** The tests of a read. A row that several reads return belongs to the first whose branch it fits. */
interface ReadTests {
  readonly fits: Test;
  /** The branches of earlier reads that may return the same rows. */
  readonly earlier: readonly Test[];
}

/** Creates the test for the rows of a plan, in slices. */
export function* createRowTest(condition: CheckedCondition, reads: readonly Read[]): Work<RowTest> {
  const matches = yield* createResidual(condition);
  if (reads.length < 2) return matches;
  const tests = yield* createReadTests(reads);
  return function* (row, read) {
    const { fits, earlier } = tests[read] as ReadTests;
    if (!(yield* matches(row)) || !(yield* fits(row))) return false;
    for (const other of earlier) if (yield* other(row)) return false;
    return true;
  };
}

/** Reads that name different values of one column return different rows, such as a thousand reads by key. */
function* createReadTests(reads: readonly Read[]): Work<readonly ReadTests[]> {
  const equalityOf = ({ branch }: Read, name: string): CheckedComparison | undefined =>
    branch.find((comparison) => comparison.name === name && comparison.operator === '=');
  const named = (reads[0]?.branch ?? [])
    .filter(({ name, field }) => field.readable !== false && reads.every((read) => equalityOf(read, name)))
    .map(({ name }) => name);
  const byValues = new Map<string, readonly Test[]>();
  const tests: ReadTests[] = [];
  for (const read of reads) {
    const values = named.flatMap((name) => equalityOf(read, name) ?? []);
    const text = JSON.stringify(values.map(({ field, value }) => dataTypeOf(field).identify(value)));
    const fits = yield* createResidual({ and: read.branch });
    const earlier = byValues.get(text) ?? [];
    byValues.set(text, [...earlier, fits]);
    tests.push({ fits, earlier });
  }
  return tests;
}
