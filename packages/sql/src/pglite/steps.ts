import type { ResultSet, SlotRows, Statement } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import type { Instance, RawResult } from './instance.ts';
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
    const { rows } = await this.#execute({ ...statement, sql });
    const [{ Plan }] = JSON.parse(rows[0]?.[0] ?? '') as [{ Plan: PlanNode }];
    return Plan;
  }

  async run(statement: Statement, slotRows: ReadonlyMap<string, SlotRows>): Promise<ResultSet> {
    await this.#tables.make(statement.slots);
    try {
      for (const [slot, parts] of slotRows) this.#tables.write(slot, parts);
      const { fields, rows } = await this.#execute(statement);
      const columns = fields.map(({ name, dataTypeID: type, tableID, columnID }) => ({
        name,
        type,
        ...this.#tables.originOf(tableID, columnID),
      }));
      return { columns, rows };
    } finally {
      for (const slot of slotRows.keys()) this.#tables.write(slot, []);
    }
  }

  /** Runs a statement as a role that may read slots and nothing else. */
  async #execute({ sql, parameters, parameterTypes, slots, timeZone, nowMs }: Statement): Promise<RawResult> {
    await this.#tables.make(slots);
    const { now } = Date;
    // PostgreSQL takes the time from here. It stands still, so that all runs of a statement see the same time.
    Date.now = () => nowMs;
    try {
      await this.#instance.exec(
        `begin read only; set local role twilio_reader; set local timezone to ${literal(timeZone)};`,
      );
      return await this.#instance.query(sql, parameters, parameterTypes);
    } finally {
      await this.#instance.exec('rollback');
      Date.now = now;
    }
  }
}
