import { rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CompletedPart } from '@twilio-connector/entities';
import { syncFolder } from '../../store/durable-files.js';
import type { ExportColumn } from '../formats/columns.js';
import { mergeParts } from '../parts.js';
import { convertRows, needsConversion } from './convert-rows.js';
import type { Journal, JournalHead, JournalPart } from './journal.js';
import { type Manifest, manifestOf } from './manifest.js';
import type { Page, StagedRows } from './staged-rows.js';

/** The rows of an export: still coming, or all on the disk. */
export type Stage =
  | { readonly staged: StagedRows; readonly journal: Journal; readonly parts: readonly JournalPart[] }
  | { readonly rows: number; readonly sha256: string };

interface Opened {
  readonly target: string;
  readonly head: JournalHead;
  readonly columns: readonly ExportColumn[];
  readonly stage: Stage;
  readonly now: () => number;
  readonly afterPage: () => void;
}

/** Where an export in progress keeps its rows and its journal. */
export function workFolderOf(target: string): string {
  return `${target}.partial`;
}

/** An export to a file, which appears under its name when it is whole. */
export class FileExport {
  readonly #opened: Opened;

  constructor(opened: Opened) {
    this.#opened = opened;
  }

  /** The time on which relative times of the condition are based, in milliseconds since 1970. */
  get startMs(): number {
    return Date.parse(this.#opened.head.startedAt);
  }

  /** The parts that were read before. */
  get completed(): readonly CompletedPart[] {
    const { stage } = this.#opened;
    return 'staged' in stage ? mergeParts(stage.parts.map(({ part }) => part)) : [];
  }

  /** Whether all rows were read before. */
  get isWhole(): boolean {
    return !('staged' in this.#opened.stage);
  }

  /** The number of rows so far. */
  get rows(): number {
    const { stage } = this.#opened;
    return 'staged' in stage ? stage.staged.rows : stage.rows;
  }

  /** Adds the rows of a page. Resolves when the disk can take more. */
  async add(page: Page): Promise<void> {
    const { stage, afterPage } = this.#opened;
    if ('staged' in stage) await stage.staged.add(page);
    afterPage();
  }

  /** Puts the file under its name, with its manifest beside it. */
  async finish(warnings: readonly string[]): Promise<Manifest> {
    const { target, head, columns, stage, now, afterPage } = this.#opened;
    const { request, startedAt, resumed } = head;
    const folder = workFolderOf(target);
    const rows = join(folder, head.rowsFile);
    const staged = 'staged' in stage ? await stage.staged.end() : stage.sha256;
    await this.#close();
    const whole = needsConversion(request) ? `${rows}-whole` : rows;
    const sha256 = whole === rows ? staged : await convertRows(rows, whole, { request, columns, afterPage });
    const manifest: Manifest = {
      file: basename(target),
      ...request,
      rows: this.rows,
      bytes: statSync(whole).size,
      sha256,
      startedAt,
      finishedAt: new Date(now()).toISOString(),
      resumed,
      warnings,
    };
    await writeDurably(join(folder, 'manifest'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(join(folder, 'manifest'), manifestOf(target));
    await rename(whole, target);
    syncFolder(dirname(target));
    rmSync(folder, { recursive: true, force: true });
    return manifest;
  }

  /** Ends an export that is not complete. Returns whether it can be resumed; if not, nothing is left of it. */
  async abandon(): Promise<boolean> {
    const { stage, target } = this.#opened;
    await this.#close();
    const canGoOn = !('staged' in stage) || stage.parts.length > 0 || stage.staged.hasCompleteParts;
    if (!canGoOn) rmSync(workFolderOf(target), { recursive: true, force: true });
    return canGoOn;
  }

  async #close(): Promise<void> {
    const { stage } = this.#opened;
    if (!('staged' in stage)) return;
    await stage.staged.close();
    await stage.journal.close();
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}
