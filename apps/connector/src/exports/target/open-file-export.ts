import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createMissingFolders } from '../../store/create-folder.js';
import type { ExportColumn } from '../formats/columns.js';
import type { Encoder } from '../formats/encoder.js';
import { createEncoder } from '../formats/format.js';
import { hashFile } from './convert-rows.js';
import { anotherExport, interruptedExport, targetExists } from './errors.js';
import type { ExportRequest } from './export-request.js';
import { FileExport, type Stage, workFolderOf } from './file-export.js';
import { Journal, type JournalHead, type JournalState } from './journal.js';
import { keepCompleteParts } from './keep-complete-parts.js';
import { type Manifest, manifestOf } from './manifest.js';
import { StagedRows } from './staged-rows.js';

/** How to open an export to a file. */
export interface OpenFileExport {
  readonly request: ExportRequest;
  readonly columns: readonly ExportColumn[];
  /** Goes on with an export that was interrupted. */
  readonly isResumed: boolean;
  /** Replaces the file, and forgets an export that was interrupted. */
  readonly isForced: boolean;
  /** The current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Called after each page, to free the memory that it took. */
  readonly afterPage: () => void;
}

/**
 * Opens an export to a file.
 *
 * @returns the manifest if an export that should be resumed is complete already
 * @throws ExportError if the file exists, if an export to it was interrupted, or if that was another export
 */
export async function openFileExport(target: string, options: OpenFileExport): Promise<FileExport | Manifest> {
  const { request, columns, isResumed, isForced, now, afterPage } = options;
  const folder = workFolderOf(target);
  const state = isForced && !isResumed ? undefined : readJournal(folder);
  if (state && !isResumed) throw interruptedExport(target);
  if (!state && existsSync(target) && !isForced) {
    const manifest = isResumed ? readManifest(target) : undefined;
    if (manifest && isOfRequest(manifest, request)) return manifest;
    throw targetExists(target);
  }
  if (state && !isDeepStrictEqual(state.head.request, request)) {
    throw anotherExport(target, { before: state.head.request, now: request });
  }
  const opened = state ? await goOn(folder, state, options) : await start(folder, options);
  return new FileExport({ target, columns, now, afterPage, ...opened });
}

type Opened = Promise<{ readonly head: JournalHead; readonly stage: Stage }>;

async function start(folder: string, { request, columns, now }: OpenFileExport): Opened {
  rmSync(folder, { recursive: true, force: true });
  createMissingFolders(folder);
  const startedAt = new Date(now()).toISOString();
  const head: JournalHead = { version: 1, request, startedAt, resumed: 0, rowsFile: newRowsFile() };
  const journal = await Journal.start(journalIn(folder), head);
  const encoder = await stagingEncoder(request, columns);
  const staged = await StagedRows.open({ path: join(folder, head.rowsFile), journal, encoder });
  return { head, stage: { staged, journal, parts: [] } };
}

/** Goes on with the parts that are complete. */
async function goOn(folder: string, { head: before, parts, wholeRows }: JournalState, options: OpenFileExport): Opened {
  const { request, columns } = options;
  const path = join(folder, before.rowsFile);
  const resumed = before.resumed + 1;
  if (wholeRows !== undefined) {
    return { head: { ...before, resumed }, stage: { rows: wholeRows, sha256: await hashFile(path) } };
  }
  const encoder = await stagingEncoder(request, columns);
  const head = { ...before, resumed, rowsFile: newRowsFile() };
  const next = join(folder, head.rowsFile);
  const { bytes: offset, ...kept } = await keepCompleteParts(path, next, { parts, begin: encoder.begin() });
  const journal = await Journal.start(journalIn(folder), head, kept.parts);
  rmSync(path, { force: true });
  const staged = await StagedRows.open({ path: next, journal, encoder, offset, rows: kept.rows, hash: kept.hash });
  return { head, stage: { staged, journal, parts } };
}

/** Parquet cannot be taken apart again, so its rows are staged as NDJSON. */
function stagingEncoder({ format }: ExportRequest, columns: readonly ExportColumn[]): Promise<Encoder> {
  return createEncoder(format === 'parquet' ? 'ndjson' : format, columns);
}

/** A name of its own, so that two processes with the same target never mix their rows. */
function newRowsFile(): string {
  return `rows-${randomUUID()}`;
}

function journalIn(folder: string): string {
  return join(folder, 'journal');
}

/** Returns what can be resumed, if there is any. */
function readJournal(folder: string): JournalState | undefined {
  const state = existsSync(journalIn(folder)) ? Journal.read(journalIn(folder)) : undefined;
  const hasRows = state && (state.parts.length > 0 || state.wholeRows !== undefined);
  return hasRows ? state : undefined;
}

function readManifest(target: string): Manifest | undefined {
  const path = manifestOf(target);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
}

function isOfRequest(manifest: Manifest, request: ExportRequest): boolean {
  const described = Object.keys(request).map((name) => [name, manifest[name as keyof ExportRequest]]);
  return isDeepStrictEqual(Object.fromEntries(described), request);
}
