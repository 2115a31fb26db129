import type { Attribute, ResultColumn, Slot, SlotRows } from '../engine/engine.js';
import { literal, quoted } from '../syntax/quote.ts';
import type { Instance } from './instance.ts';
import { createPartReader } from './part-reader.ts';

const FOLDER = '/slots';

interface Made {
  readonly definition: string;
  readonly columns: readonly string[];
}

/** The foreign tables of slots. Each reads a file in PostgreSQL's own file system, which lies in memory. */
export class SlotTables {
  readonly #instance: Instance;
  readonly #made = new Map<string, Made>();
  /** By the OID of the table. */
  readonly #names = new Map<number, string>();

  constructor(instance: Instance) {
    this.#instance = instance;
    instance.files.mkdir(FOLDER);
  }

  /** Makes the tables that do not exist yet. */
  async make(slots: readonly Slot[]): Promise<void> {
    for (const slot of slots) {
      const definition = slot.columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ');
      if (this.#made.get(slot.name)?.definition === definition) continue;
      const table = `twilio_scan.${quoted(slot.name)}`;
      this.write(slot.name, []);
      await this.#instance.exec(`
        drop foreign table if exists ${table};
        create foreign table ${table} (${definition}) server slots
          options (filename ${literal(`${FOLDER}/${slot.name}`)}, format 'text');`);
      const { rows } = await this.#instance.query(`select ${literal(table)}::regclass::oid`);
      this.#names.set(Number(rows[0]?.[0]), slot.name);
      this.#made.set(slot.name, { definition, columns: slot.columns.map(({ name }) => name) });
    }
  }

  /** Replaces the rows of a slot. */
  write(slot: string, rows: SlotRows): void {
    const { files } = this.#instance;
    const stream = files.open(`${FOLDER}/${slot}`, 'w');
    const { node } = stream;
    // A copy would take as much memory again.
    node.usedBytes = rows.reduce((sum, { byteLength }) => sum + byteLength, 0);
    node.stream_ops = { ...node.stream_ops, read: createPartReader(rows) };
    files.close(stream);
  }

  /** The slot and the column that a column of a table is; undefined if the table is not a slot. */
  originOf({ table, number }: Attribute): Pick<ResultColumn, 'slot' | 'column'> | undefined {
    const slot = this.#names.get(table);
    return slot === undefined ? undefined : { slot, column: this.#made.get(slot)?.columns[number - 1] };
  }
}
