import type { ResultColumn, ResultSet, SlotRows, Statement, StatementDescription } from '../engine/engine.js';
import type { PlanNode } from '../engine/plan-node.js';
import { literal, quoted } from '../syntax/quote.ts';
import { binaryForm } from './binary-form.ts';
import { IdentityNames } from './identity-names.ts';
import type { Instance, RawField } from './instance.ts';
import { PublicTables } from './public-tables.ts';
import { SlotTables } from './slot-tables.ts';

/** Carries out the calls of an engine in this thread, one after another. */
export class Steps {
  readonly #instance: Instance;
  readonly #tables: SlotTables;
  readonly #publicTables: PublicTables;
  readonly #names: IdentityNames;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#tables = new SlotTables(instance);
    this.#publicTables = new PublicTables(instance);
    this.#names = new IdentityNames(instance);
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
    const { sql, parameters, parameterTypes } = statement;
    try {
      return await this.#within(statement, async () => {
        for (const [slot, parts] of slotRows) this.#tables.write(slot, parts);
        const { fields, rows } = await this.#instance.query(sql, parameters, parameterTypes);
        const columns = this.#columnsOf(fields);
        const inBinary = await binaryForm(this.#instance, statement, columns);
        if (!inBinary) return { columns, rows };
        const again = await this.#instance.query(inBinary.sql, parameters, parameterTypes);
        return { columns: inBinary.columns, rows: again.rows };
      });
    } finally {
      for (const slot of slotRows.keys()) this.#tables.write(slot, []);
    }
  }

  #columnsOf(fields: readonly RawField[]): readonly ResultColumn[] {
    return fields.map(
      ({ name, dataTypeID: type, dataTypeSize: size, dataTypeModifier: modifier, tableID, columnID }) => {
        const attribute = tableID === 0 ? undefined : { table: tableID, number: columnID };
        return { name, type, size, modifier, ...(attribute && (this.#tables.originOf(attribute) ?? { attribute })) };
      },
    );
  }

  /** Does something with a statement as a role that may read slots and system catalogs, and nothing else. */
  async #within<T>(statement: Statement, work: () => Promise<T>): Promise<T> {
    const { slots, publicSchema, identity, settings, nowMs } = statement;
    if (publicSchema) await this.#publicTables.show(publicSchema);
    else await this.#tables.make(slots);
    if (identity) await this.#names.take(identity);
    const { now } = Date;
    // PostgreSQL takes the time from here. It stands still, so that all runs of a statement see the same time.
    Date.now = () => nowMs;
    const set = Object.entries(settings).map(([name, value]) => `set local ${name} to ${literal(value)};`);
    try {
      const user = quoted(this.#names.user);
      await this.#instance.exec(`begin read only; set local session authorization ${user}; ${set.join(' ')}`);
      return await work();
    } finally {
      if (this.#instance.isSound) await this.#instance.exec('rollback');
      Date.now = now;
    }
  }
}
