import type { Engine, Statement } from '../engine/engine.js';
import { initPlansOf, withInitPlans } from '../plan/expressions.js';
import type { Comparing, Test } from '../plan/tests.js';
import { printedValue, readValue, type Value, valueSql } from './values.js';

/** Values of a statement that do not change while it runs. */
export class Constants {
  readonly #engine: Engine;
  readonly #base: Statement;
  readonly #signal: AbortSignal;
  readonly #values = new Map<string, Value>();
  readonly #initPlans = new Map<number, string>();

  constructor(engine: Engine, base: Statement, signal: AbortSignal) {
    this.#engine = engine;
    this.#base = { ...base, parameters: [], parameterTypes: undefined, slots: [] };
    this.#signal = signal;
  }

  /** Sets the value of an InitPlan as SQL. */
  setInitPlan(plan: number, sql: string): void {
    this.#initPlans.set(plan, sql);
  }

  readonly valueOf = (comparing: Comparing): Value => this.#values.get(keyOf(comparing));

  /** Computes what tests compare with, in one call. */
  async compute(tests: readonly Test[]): Promise<void> {
    const missing = new Map<string, Comparing>();
    for (const comparing of tests.flatMap(comparingsOf)) {
      const key = keyOf(comparing);
      const printed = printedValue(comparing);
      if (printed) this.#values.set(key, printed);
      const sql = withInitPlans(comparing.sql, (plan, column) =>
        column === 1 ? this.#initPlans.get(plan) : undefined,
      );
      if (sql !== undefined && !this.#values.has(key)) missing.set(key, { ...comparing, sql });
    }
    if (missing.size === 0) return;
    if (await this.#select(missing)) return;
    // One of them fails, and the statement may still never compute it. The others count.
    for (const each of missing) await this.#select(new Map([each]));
  }

  async #select(missing: ReadonlyMap<string, Comparing>): Promise<boolean> {
    try {
      const sql = `select ${[...missing.values()].map(valueSql).join(', ')}`;
      const { rows } = await this.#engine.run({ ...this.#base, sql }, new Map(), this.#signal);
      const [row = []] = rows;
      [...missing].forEach(([key, { column }], index) => {
        this.#values.set(key, readValue(row[2 * index] ?? null, row[2 * index + 1] ?? null, column));
      });
      return true;
    } catch {
      this.#signal.throwIfAborted();
      return false;
    }
  }
}

const keyOf = ({ sql, operator, column }: Comparing): string =>
  `${operator === 'IN' ? 'list' : 'value'} ${column.type} ${sql}`;

function comparingsOf(test: Test): readonly Comparing[] {
  if ('and' in test) return test.and.flatMap(comparingsOf);
  return 'or' in test ? test.or.flatMap(comparingsOf) : [test];
}

/** The InitPlans that tests need the results of. */
export const neededInitPlans = (tests: readonly Test[]): readonly number[] =>
  tests.flatMap(comparingsOf).flatMap(({ sql }) => initPlansOf(sql));
