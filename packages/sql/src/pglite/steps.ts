import type { ResultColumn, ResultSet, SlotRows, Statement, StatementDescription } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import type { Instance, RawField, RawResult } from './instance.ts';
import { literal, SlotTables } from './slot-tables.ts';

/** Carries out the calls of an engine in this thread, one after another. */
export class Steps {
  readonly #instance: Instance;
  readonly #tables: SlotTables;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#tables = new SlotTables(instance);
  }

  async explain(statement: Statement): Promise<PlanNode> {
    const sql = `explain (verbose, format json) ${statement.sql}`;
    const { parameters, parameterTypes } = statement;
    const { rows } = await this.#within(statement, () => this.#instance.query(sql, parameters, parameterTypes));
    const [{ Plan }] = JSON.parse(rows[0]?.[0] ?? '') as [{ Plan: PlanNode }];
    return Plan;
  }

  async describe(statement: Statement): Promise<StatementDescription> {
    const { sql, parameterTypes } = statement;
    const { types, fields } = await this.#within(statement, () => this.#instance.describe(sql, parameterTypes));
    return { parameterTypes: types, columns: this.#columnsOf(fields) };
  }

  async run(statement: Statement, slotRows: ReadonlyMap<string, SlotRows>): Promise<ResultSet> {
    await this.#tables.make(statement.slots);
    try {
      for (const [slot, parts] of slotRows) this.#tables.write(slot, parts);
      const { sql, parameters, parameterTypes } = statement;
      const run = (): Promise<RawResult> => this.#instance.query(sql, parameters, parameterTypes);
      const { fields, rows } = await this.#within(statement, run);
      return { columns: this.#columnsOf(fields), rows };
    } finally {
      for (const slot of slotRows.keys()) this.#tables.write(slot, []);
    }
  }

  #columnsOf(fields: readonly RawField[]): readonly ResultColumn[] {
    return fields.map(({ name, dataTypeID: type, tableID, columnID }) => ({
      name,
      type,
      ...this.#tables.originOf(tableID, columnID),
    }));
  }

  /** Does something with a statement as a role that may read slots and nothing else. */
  async #within<T>({ slots, settings, nowMs }: Statement, work: () => Promise<T>): Promise<T> {
    await this.#tables.make(slots);
    const { now } = Date;
    // PostgreSQL takes the time from here. It stands still, so that all runs of a statement see the same time.
    Date.now = () => nowMs;
    const set = Object.entries(settings).map(([name, value]) => `set local ${name} to ${literal(value)};`);
    try {
      await this.#instance.exec(`begin read only; set local role twilio_reader; ${set.join(' ')}`);
      return await work();
    } finally {
      await this.#instance.exec('rollback');
      Date.now = now;
    }
  }
}
