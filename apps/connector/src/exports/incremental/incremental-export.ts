import { join } from 'node:path';
import type { EntityType } from '@twilio-connector/entities';
import type { ExportColumn } from '../formats/columns.js';
import type { Row } from '../formats/encoder.js';
import { CHANGE_COLUMNS, type Operation } from './change-columns.js';
import { partName, publishPart } from './destination-folder.js';
import type { DestinationState, Progress } from './destination-state.js';
import type { KnownRows } from './known-rows.js';
import { writeManifest } from './manifest.js';
import { draftOf, type Part } from './part.js';
import { PartFile } from './part-file.js';
import { conditionWithin, newestOf, type Reach, timeOf, timeText } from './reach.js';
import { contentHash, keyToColumns, rowKey } from './row-identity.js';
import type { Selection } from './selection.js';

/** What a run works with. */
export interface Run {
  readonly folder: string;
  readonly entityType: EntityType;
  readonly selection: Selection;
  readonly columns: readonly ExportColumn[];
  readonly state: DestinationState;
  /** The time column, if every row has one. */
  readonly timeColumn: string | undefined;
  /** How far back it reads; undefined for the whole list. */
  readonly reach: Reach | undefined;
  readonly startMs: number;
  readonly now: () => number;
}

/** What a run has found. */
export interface RunResult {
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** The path of the part; undefined if nothing has changed. */
  readonly file: string | undefined;
}

/** One run of an incremental export: compares rows with those of earlier runs, and writes the changes to a part. */
export class IncrementalExport {
  readonly #run: Run;
  readonly #known: KnownRows;
  readonly #before: Progress;
  readonly #name: string;
  readonly #part: PartFile;
  readonly #counts = { insert: 0, update: 0, delete: 0 };
  #read = 0;
  #sequence: number;
  #watermarkMs: number | null;

  private constructor(run: Run, before: Progress, part: { readonly name: string; readonly file: PartFile }) {
    this.#run = run;
    this.#known = run.state.rows();
    this.#before = before;
    this.#name = part.name;
    this.#part = part.file;
    this.#sequence = before.sequence;
    this.#watermarkMs = before.watermarkMs;
  }

  static async start(run: Run): Promise<IncrementalExport> {
    const { state, selection, folder, columns } = run;
    const name = partName(state.parts.length + 1, selection);
    const encoding = { ...selection, columns: [...CHANGE_COLUMNS, ...columns] };
    const file = await PartFile.create(join(folder, draftOf(name)), encoding);
    return new IncrementalExport(run, state.progress, { name, file });
  }

  /** The condition of the rows to read. */
  get where(): string {
    return conditionWithin(this.#run.selection.where, this.#run.reach);
  }

  /** The time from which rows are read; undefined for the whole list. */
  get sinceMs(): number | undefined {
    return this.#run.reach?.fromMs;
  }

  /** The time on which relative times of the condition are based, in milliseconds since 1970. */
  get startMs(): number {
    return this.#run.startMs;
  }

  /** Adds rows that were read. Resolves when the disk can take more. */
  async add(rows: readonly Row[]): Promise<void> {
    const { entityType, columns, timeColumn } = this.#run;
    const changes: Row[] = [];
    const times: (number | null)[] = [];
    for (const row of rows) {
      const content = contentHash(row, columns);
      const key = rowKey(entityType, row, { content, isTaken: (taken) => this.#known.isSeen(taken) });
      const time = timeOf(row, timeColumn);
      times.push(time);
      const operation = this.#known.see(key, content, time);
      if (operation) changes.push(this.#change(operation, key, row));
    }
    this.#read += rows.length;
    this.#watermarkMs = newestOf(this.#watermarkMs, times);
    await this.#part.add(changes);
  }

  #change(operation: Operation, key: string, row: Row): Row {
    this.#sequence += 1;
    this.#counts[operation] += 1;
    return { ...row, _operation: operation, _sequence: this.#sequence, _key: key };
  }

  /** Adds the rows that are gone, and publishes the part. The run counts when its rows are on the disk, and then its state. */
  async finish(warnings: readonly string[]): Promise<RunResult> {
    const { folder, selection, state, entityType, reach } = this.#run;
    for (const keys of this.#known.takeUnseen(reach?.fromMs)) {
      await this.#part.add(keys.map((key) => this.#change('delete', key, keyToColumns(entityType, key))));
    }
    const hasChanged = this.#sequence > this.#before.sequence;
    const part = hasChanged ? this.#describe(await this.#part.end(), warnings) : undefined;
    if (!part) await this.#part.discard();
    const progress = { runs: this.#before.runs + 1, watermarkMs: this.#watermarkMs, sequence: this.#sequence };
    state.commit(selection, progress, part);
    if (part) publishPart(folder, part.file);
    writeManifest(folder, selection, state);
    state.close();
    const { insert: inserted, update: updated, delete: deleted } = this.#counts;
    return { read: this.#read, inserted, updated, deleted, file: part && join(folder, part.file) };
  }

  #describe(file: Pick<Part, 'bytes' | 'sha256'>, warnings: readonly string[]): Part {
    const { reach, startMs, now } = this.#run;
    return {
      file: this.#name,
      inserted: this.#counts.insert,
      updated: this.#counts.update,
      deleted: this.#counts.delete,
      ...file,
      sequence: [this.#before.sequence + 1, this.#sequence],
      since: reach ? timeText(reach.fromMs) : null,
      startedAt: timeText(startMs),
      finishedAt: timeText(now()),
      warnings,
    };
  }

  /** Ends a run that failed. The destination stays as it was. */
  async abandon(): Promise<void> {
    await this.#part.discard();
    this.#run.state.close();
  }
}
