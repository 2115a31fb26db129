import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityType } from '@twilio-connector/entities';
import type { IncrementalExport, RunResult } from '../../exports/incremental/incremental-export.js';
import { openIncrementalExport } from '../../exports/incremental/open-incremental-export.js';
import { timeText } from '../../exports/incremental/reach.js';
import { withFlags } from '../error-text.js';
import { writeNotes } from '../terminal/notes.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ExportContext } from './export-context.js';
import type { ExportFlags } from './export-flags.js';
import { durationText, number, watchExport } from './export-progress.js';
import { exportedColumns } from './exported-columns.js';
import { defaultLookBackMs, priceOf } from './look-back.js';
import { readMissing } from './read-missing.js';
import { withRemedy } from './with-remedy.js';

/** Exports what has changed in the list of one entity type since the last run. */
export async function exportChanges(entityType: EntityType, context: ExportContext): Promise<void> {
  // What an interrupted run has read may have changed since then.
  while ((await runOnce(entityType, context)).hasResumed);
}

async function runOnce(entityType: EntityType, context: ExportContext): Promise<IncrementalExport> {
  const { source, signal, flags, process, afterPage } = context;
  const { to = '', where = '', allParents, format = 'ndjson', compress } = flags;
  const columns = exportedColumns(entityType, flags);
  const lookBackMs = flags.lookBack ?? defaultLookBackMs(entityType);
  const price = priceOf(entityType, flags, lookBackMs);
  if (price !== undefined) writeNotes([price], process);
  const selection = {
    entityType: entityType.name,
    where,
    fields: columns.map(({ name }) => name),
    allParents: allParents ?? null,
    format,
    compression: compress ?? null,
    source: source.name,
  };
  const run = await openIncrementalExport(join(to, entityType.name), {
    entityType,
    selection,
    columns,
    lookBackMs,
    isFull: flags.fullRefresh ?? false,
    isForced: flags.force ?? false,
    now: Date.now,
    afterPage,
  });
  if (run.rows > 0)
    writeNotes([`${entityType.name}: ${number(run.rows)} rows were read before the interruption.`], process);
  const progress = watchExport(entityType, context, run.rows);
  try {
    const warnings = await readMissing(run, { ...context, entityType: entityType.name, where: run.where, progress });
    progress.finishing();
    const result = await run.finish(warnings);
    progress.stop();
    const cost = `in ${durationText(progress.seconds())} with ${progress.requests()}`;
    const notes = warnings.map((warning) => `${withFlags(warning)}.`);
    writeNotes([...notes, describe(entityType, { run, result, cost })], process);
    return run;
  } catch (error) {
    progress.stop();
    const canGoOn = await run.abandon();
    const remedy = `repeat the command to ${canGoOn ? 'continue' : 'read the changes again'}.`;
    if (signal.aborted) throw new DOMException(`Interrupted. The destination is as it was: ${remedy}`, 'AbortError');
    throw canGoOn ? withRemedy(error, 'Repeat the command to continue.') : error;
  }
}

/** @throws UsageError if other options contradict --since-last */
export function checkChangesFlags(flags: ExportFlags): void {
  const { sinceLast, to, limit, verify, count, lookBack, fullRefresh } = flags;
  if (!sinceLast) {
    if (lookBack === undefined && !fullRefresh) return;
    throw new UsageError('--look-back and --full-refresh belong to --since-last.');
  }
  if (limit !== undefined || verify || count) {
    throw new UsageError('--since-last compares whole lists. Leave out --limit, --verify and --count.');
  }
  const isFile = to !== undefined && statSync(to, { throwIfNoEntry: false })?.isFile();
  if (to === undefined || to === '-' || isFile) {
    throw new UsageError('--since-last adds files to a folder. Name one with --to.');
  }
  if (flags.format === 'parquet' && flags.compress) {
    throw new UsageError('A Parquet file is compressed inside. Leave out --compress.');
  }
}

interface Ended {
  readonly run: IncrementalExport;
  readonly result: RunResult;
  readonly cost: string;
}

function describe({ name }: EntityType, { run, result, cost }: Ended): string {
  const { read, inserted, updated, deleted, file } = result;
  const changes = `${number(inserted)} new, ${number(updated)} changed, ${number(deleted)} deleted`;
  const found = file === undefined ? 'no changes' : `${changes}, in ${file}`;
  const rows = `${number(read)} ${read === 1 ? 'row' : 'rows'}`;
  const reach = run.sinceMs === undefined ? 'of the whole list' : `since ${timeText(run.sinceMs)}`;
  return `${name}: ${found}. Read ${rows} ${reach}, ${cost}.`;
}
