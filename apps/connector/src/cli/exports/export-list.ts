import type { EntityType } from '@twilio-connector/entities';
import type { ExportRequest } from '../../exports/target/export-request.js';
import { FileExport } from '../../exports/target/file-export.js';
import type { Manifest } from '../../exports/target/manifest.js';
import { openFileExport } from '../../exports/target/open-file-export.js';
import { entityPlans } from '../entities/plans.js';
import { withFlags } from '../error-text.js';
import { writeNotes } from '../terminal/notes.js';
import type { Destination } from './destination.js';
import type { ExportContext } from './export-context.js';
import type { ExportFlags } from './export-flags.js';
import { describeFile, watchExport } from './export-progress.js';
import { exportToOutput } from './export-to-output.js';
import { exportedColumns } from './exported-columns.js';
import { readMissing } from './read-missing.js';
import { verify } from './verify.js';
import { withRemedy } from './with-remedy.js';

/** Exports the list of one entity type. */
export async function exportList(destination: Destination, context: ExportContext): Promise<void> {
  const { entityType, file } = destination;
  const { flags, process, afterPage } = context;
  const columns = exportedColumns(entityType, flags);
  const advice = adviceFor(entityType, flags);
  if (advice !== undefined) writeNotes([`${entityType.name}: ${advice}`], process);
  if (file === undefined) return exportToOutput({ ...destination, columns }, context);
  const opened = await openFileExport(file, {
    request: requestOf(
      destination,
      columns.map(({ name }) => name),
      context,
    ),
    columns,
    isResumed: flags.resume ?? false,
    isForced: flags.force ?? false,
    now: Date.now,
    afterPage,
  });
  if (!(opened instanceof FileExport)) {
    writeNotes([`${file} is complete: ${opened.rows} rows.`], process);
    return;
  }
  const manifest = await readInto(opened, destination, context);
  if (flags.verify) await verify({ entityType, file, manifest }, context);
}

function requestOf(
  { entityType, format, compression }: Destination,
  fields: readonly string[],
  { source, flags }: ExportContext,
): ExportRequest {
  const { where = '', limit, allParents } = flags;
  return {
    source: source.name,
    entityType: entityType.name,
    where,
    fields,
    limit: limit ?? null,
    allParents: allParents ?? null,
    format,
    compression: compression ?? null,
  };
}

/** Reads the rows that are missing, and completes the file. */
async function readInto(
  opened: FileExport,
  { entityType, file = '' }: Destination,
  context: ExportContext,
): Promise<Manifest> {
  const { signal, flags, process } = context;
  const progress = watchExport(entityType, context, opened.rows);
  try {
    const reading = { ...context, entityType: entityType.name, where: flags.where, progress };
    const warnings = await readMissing(opened, reading);
    progress.finishing();
    const manifest = await opened.finish(warnings);
    const notes = warnings.map((warning) => `${withFlags(warning)}.`);
    progress.stop();
    writeNotes([...notes, describeFile(manifest, file, progress)], process);
    return manifest;
  } catch (error) {
    progress.stop();
    const canResume = await opened.abandon();
    const remedy = canResume
      ? 'Repeat the command with --resume to continue.'
      : 'Nothing was kept, because no part of the list was complete.';
    if (signal.aborted) throw new DOMException(`Interrupted. ${remedy}`, 'AbortError');
    throw canResume ? withRemedy(error, remedy) : error;
  }
}

/** What would make the export faster. */
function adviceFor(entityType: EntityType, { where = '', limit, allParents }: ExportFlags): string | undefined {
  if (limit !== undefined || allParents !== undefined) return undefined;
  return entityPlans.explain(entityType, { conditions: where }).advice;
}
