import { join } from 'node:path';
import type { CompletedPart, EntityType } from '@twilio-connector/entities';
import { type ExportColumn, exportColumns } from '../formats/columns.js';
import type { Row } from '../formats/encoder.js';
import { FileExport } from '../target/file-export.js';
import type { Manifest } from '../target/manifest.js';
import { readStagedRows } from '../target/read-staged-rows.js';
import type { Page } from '../target/staged-rows.js';
import { CHANGE_COLUMNS, type Operation } from './change-columns.js';
import { partName, publishPart, removeLeftovers, rowsIn } from './destination-folder.js';
import type { DestinationState, Progress } from './destination-state.js';
import type { KnownRows } from './known-rows.js';
import { writeManifest } from './manifest.js';
import { openRows } from './open-rows.js';
import { draftOf, type Part } from './part.js';
import { PartFile } from './part-file.js';
import { conditionWithin, newestOf, type Reach, timeOf, timeText } from './reach.js';
import { comparedColumns, contentHash, keyToColumns, rowKey } from './row-identity.js';
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
  /** Whether it reads the whole list to find every change, so that it cannot go on with what was read before. */
  readonly isFull: boolean;
  readonly now: () => number;
  readonly afterPage: () => void;
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

/**
 * One run of an incremental export. It first reads the rows to the disk, so that it can go on after an interruption. Then it compares
 * them with those of earlier runs, and writes the changes to a part.
 */
export class IncrementalExport {
  readonly #run: Run;
  readonly #known: KnownRows;
  readonly #compared: readonly ExportColumn[];
  readonly #before: Progress;
  /** The rows that are read; their manifest if all of them are on the disk. */
  #rows: FileExport | Manifest;
  #part: PartFile | undefined;
  /** Whether rows were read by a run that was interrupted. */
  readonly hasResumed: boolean;
  readonly #counts = { insert: 0, update: 0, delete: 0 };
  #sequence: number;
  #watermarkMs: number | null;

  private constructor(run: Run, rows: FileExport | Manifest) {
    this.#run = run;
    this.#rows = rows;
    this.hasResumed = !(rows instanceof FileExport) || rows.isWhole || rows.completed.length > 0;
    this.#known = run.state.rows();
    this.#compared = comparedColumns(run.entityType, run.columns);
    this.#before = run.state.progress;
    this.#sequence = this.#before.sequence;
    this.#watermarkMs = this.#before.watermarkMs;
  }

  static async start(run: Run): Promise<IncrementalExport> {
    const { state, selection, folder, entityType, reach, isFull, now, afterPage } = run;
    // A key may consist of columns that are not selected.
    const columns = exportColumns(entityType);
    const fields = columns.map(({ name }) => name);
    const where = conditionWithin(selection.where, reach);
    const request = { ...selection, where, fields, limit: null, format: 'ndjson', compression: null } as const;
    const target = rowsIn(folder, state.progress.runs + 1);
    return new IncrementalExport(run, await openRows(target, { request, columns, isResumed: !isFull, now, afterPage }));
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
    return this.#rows instanceof FileExport ? this.#rows.startMs : Date.parse(this.#rows.startedAt);
  }

  /** The parts of the list that an interrupted run has read. */
  get completed(): readonly CompletedPart[] {
    return this.#rows instanceof FileExport ? this.#rows.completed : [];
  }

  /** The number of rows so far. */
  get rows(): number {
    return this.#rows.rows;
  }

  /** Whether all rows were read. */
  get isWhole(): boolean {
    return !(this.#rows instanceof FileExport) || this.#rows.isWhole;
  }

  /** Adds rows that were read. Resolves when the disk can take more. */
  async add(page: Page): Promise<void> {
    if (this.#rows instanceof FileExport) await this.#rows.add(page);
  }

  /** Compares the rows, and publishes the part. The run counts when its rows are on the disk, and then its state. */
  async finish(warnings: readonly string[]): Promise<RunResult> {
    const { folder, selection, columns, state, entityType, reach, afterPage } = this.#run;
    if (this.#rows instanceof FileExport) this.#rows = await this.#rows.finish(warnings);
    const { rows: read } = this.#rows;
    const name = partName(state.parts.length + 1, selection);
    const encoding = { ...selection, columns: [...CHANGE_COLUMNS, ...columns] };
    const file = await PartFile.create(join(folder, draftOf(name)), encoding);
    this.#part = file;
    const target = rowsIn(folder, this.#before.runs + 1);
    for await (const { rows } of readStagedRows(target)) {
      await file.add(this.#compare(rows));
      afterPage();
    }
    for (const keys of this.#known.takeUnseen(reach?.fromMs)) {
      await file.add(keys.map((key) => this.#change('delete', key, keyToColumns(entityType, key))));
    }
    const hasChanged = this.#sequence > this.#before.sequence;
    const part = hasChanged ? this.#describe(name, await file.end(), this.#rows.warnings) : undefined;
    if (!part) await file.discard();
    const progress = { runs: this.#before.runs + 1, watermarkMs: this.#watermark(), sequence: this.#sequence };
    state.commit(selection, progress, part);
    if (part) publishPart(folder, part.file);
    writeManifest(folder, selection, state);
    removeLeftovers(folder);
    state.close();
    const { insert: inserted, update: updated, delete: deleted } = this.#counts;
    return { read, inserted, updated, deleted, file: part && join(folder, part.file) };
  }

  /** Rows that an interrupted run has read may have changed since then, so the next run must not read from a later time. */
  #watermark(): number | null {
    const seen = this.#watermarkMs;
    if (seen === null || !this.hasResumed) return seen;
    return Math.max(Math.min(seen, this.startMs), this.#before.watermarkMs ?? Number.NEGATIVE_INFINITY);
  }

  /** Returns the rows that are new or changed. */
  #compare(rows: readonly Row[]): readonly Row[] {
    const { entityType, timeColumn } = this.#run;
    const changes: Row[] = [];
    const times: (number | null)[] = [];
    for (const row of rows) {
      const content = contentHash(row, this.#compared);
      const key = rowKey(entityType, row, { content, isTaken: (taken) => this.#known.isSeen(taken) });
      const time = timeOf(row, timeColumn);
      times.push(time);
      const operation = this.#known.see(key, content, time);
      if (operation) changes.push(this.#change(operation, key, row));
    }
    this.#watermarkMs = newestOf(this.#watermarkMs, times);
    return changes;
  }

  #change(operation: Operation, key: string, row: Row): Row {
    this.#sequence += 1;
    this.#counts[operation] += 1;
    return { ...row, _operation: operation, _sequence: this.#sequence, _key: key };
  }

  #describe(name: string, file: Pick<Part, 'bytes' | 'sha256'>, warnings: readonly string[]): Part {
    const { reach, now } = this.#run;
    return {
      file: name,
      inserted: this.#counts.insert,
      updated: this.#counts.update,
      deleted: this.#counts.delete,
      ...file,
      sequence: [this.#before.sequence + 1, this.#sequence],
      since: reach ? timeText(reach.fromMs) : null,
      startedAt: timeText(this.startMs),
      finishedAt: timeText(now()),
      warnings,
    };
  }

  /** Ends a run that failed. The destination stays as it was. Returns whether the next run can go on with its rows. */
  async abandon(): Promise<boolean> {
    await this.#part?.discard();
    const canGoOn = (this.#rows instanceof FileExport ? await this.#rows.abandon() : true) && !this.#run.isFull;
    if (!canGoOn) removeLeftovers(this.#run.folder);
    this.#run.state.close();
    return canGoOn;
  }
}
