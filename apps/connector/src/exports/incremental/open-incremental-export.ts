import { existsSync } from 'node:fs';
import { type EntityType, timeOfEveryRow } from '@twilio-connector/entities';
import { createMissingFolders } from '../../store/create-folder.js';
import type { ExportColumn } from '../formats/columns.js';
import { ExportError } from '../target/errors.js';
import { clearFolder, hasParts, publishPart, removeLeftovers, stateIn } from './destination-folder.js';
import { DestinationState, RunUnderWayError } from './destination-state.js';
import { IncrementalExport } from './incremental-export.js';
import { writeManifest } from './manifest.js';
import { reachOf } from './reach.js';
import type { Selection } from './selection.js';

/** How to open a run of an incremental export. */
export interface OpenIncrementalExport {
  readonly entityType: EntityType;
  readonly selection: Selection;
  readonly columns: readonly ExportColumn[];
  /** How far before the newest time that was seen rows are read again. */
  readonly lookBackMs: number;
  /** Reads the whole list, so that every change and every deletion is found. */
  readonly isFull: boolean;
  /** Forgets the earlier runs and their parts. */
  readonly isForced: boolean;
  /** The current time in milliseconds since 1970. */
  readonly now: () => number;
  /** Called after each page, to free the memory that it took. */
  readonly afterPage: () => void;
}

/**
 * Opens a run of an incremental export. If one was interrupted, its part is published if it counts already; otherwise this one goes on
 * with the rows that it has read.
 *
 * @throws ExportError if the folder holds something else, or if another run is under way
 */
export async function openIncrementalExport(
  folder: string,
  options: OpenIncrementalExport,
): Promise<IncrementalExport> {
  const { entityType, selection, columns, lookBackMs, isFull, isForced, now, afterPage } = options;
  if (isForced) forget(folder);
  else if (!existsSync(stateIn(folder)) && hasParts(folder)) throw stateMissing(folder);
  createMissingFolders(folder);
  const state = DestinationState.open(stateIn(folder));
  try {
    const before = state.selection;
    const changed = before ? differences(before, selection) : [];
    if (changed.length > 0) throw anotherSelection(folder, changed);
    const last = state.parts.at(-1);
    if (before && last) publishPart(folder, last.file);
    if (before) writeManifest(folder, before, state);
    removeLeftovers(folder, state.progress.runs + 1);
    const timeColumn = timeOfEveryRow(entityType, selection.where);
    const { watermarkMs } = state.progress;
    const reach = isFull ? undefined : reachOf({ column: timeColumn, watermarkMs, lookBackMs, nowMs: now() });
    return await IncrementalExport.start({
      folder,
      entityType,
      selection,
      columns,
      state,
      timeColumn,
      reach,
      isFull,
      now,
      afterPage,
    });
  } catch (error) {
    state.close();
    throw error;
  }
}

/** Removes what earlier runs have written. @throws RunUnderWayError */
function forget(folder: string): void {
  createMissingFolders(folder);
  try {
    DestinationState.open(stateIn(folder)).close();
  } catch (error) {
    // A state that cannot be read is forgotten, too.
    if (error instanceof RunUnderWayError) throw error;
  }
  clearFolder(folder);
}

/** What a destination was, where it differs. */
function differences(before: Selection, now: Selection): readonly string[] {
  const names = Object.keys(now) as (keyof Selection)[];
  const different = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
  return different.map((name) => `${name} was ${JSON.stringify(before[name])}`);
}

function anotherSelection(folder: string, changed: readonly string[]): ExportError {
  return new ExportError(
    `${folder} holds another export: ${changed.join(', ')}. Repeat the command as it was, choose another folder, or add --force to start again.`,
  );
}

function stateMissing(folder: string): ExportError {
  return new ExportError(
    `${folder} has parts of an export, but not its state. Restore ${stateIn(folder)}, choose another folder, or add --force to start again.`,
  );
}
