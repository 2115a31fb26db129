import type { EntityType } from '@twilio-connector/entities';
import { withSource } from '../data-source/with-source.js';
import { errorToText } from '../error-text.js';
import { createProgress, fromNow, requestCount, spent } from '../terminal/progress.js';
import { writeNotes } from '../terminal/notes.js';
import { UsageError } from '../terminal/usage-error.js';
import { chosenEntityTypes } from './chosen-entity-types.js';
import { destinationsOf, newFolderOf } from './destination.js';
import { checkChangesFlags, exportChanges } from './export-changes.js';
import { exportConnection } from './export-connection.js';
import type { ExportContext } from './export-context.js';
import { exportList } from './export-list.js';
import type { ExportFlags } from './export-flags.js';
import { checkSingerFlags } from './singer/check-singer-flags.js';
import { runSinger } from './singer/run-singer.js';
import { keepHeapSmall } from './small-heap.js';

/** `export` */
export async function runExport(names: readonly string[], flags: ExportFlags, process: NodeJS.Process): Promise<void> {
  if (flags.terraform) return exportTerraform(names, flags, process);
  checkSingerFlags(flags);
  if (flags.protocol) return runSinger(names, flags, process);
  checkChangesFlags(flags);
  const entityTypes = chosenEntityTypes(names, flags);
  if (flags.count) return countRows(entityTypes, flags, process);
  const newFolder = newFolderOf(entityTypes, flags);
  const jobs: readonly ExportJob[] = flags.sinceLast
    ? entityTypes.map((each) => ({ name: each.name, run: (context) => exportChanges(each, context) }))
    : destinationsOf(entityTypes, flags).map((each) => ({
        name: each.entityType.name,
        run: (context) => exportList(each, context),
      }));
  if (newFolder !== undefined) writeNotes([`Creating the folder ${newFolder}.`], process);
  await withSource(flags, process, async (source, signal) => {
    const context = { source, signal, flags, process, afterPage: keepHeapSmall() };
    const [only] = jobs;
    if (only && jobs.length === 1) return only.run(context);
    const failed: string[] = [];
    for (const { name, run } of jobs) {
      await run(context).catch((error: unknown) => {
        if (signal.aborted) throw error;
        failed.push(name);
        writeNotes([`${name}: ${errorToText(error)}`], process);
      });
    }
    if (failed.length > 0) throw new Error(incomplete(jobs, failed, flags));
  });
}

/** The export of one entity type. */
interface ExportJob {
  readonly name: string;
  readonly run: (context: ExportContext) => Promise<void>;
}

const DATA_FLAGS = [
  'all',
  'where',
  'fields',
  'limit',
  'allParents',
  'to',
  'format',
  'compress',
  'resume',
  'verify',
  'count',
  'sinceLast',
  'protocol',
] as const;

function exportTerraform(names: readonly string[], flags: ExportFlags, process: NodeJS.Process): Promise<void> {
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError('--terraform needs the ID or the full name of one connection.');
  if (DATA_FLAGS.some((flag) => flags[flag] !== undefined)) {
    throw new UsageError('--terraform writes a connection to standard output. Leave out the options for lists.');
  }
  return exportConnection(name, flags, process);
}

function countRows(entityTypes: readonly EntityType[], flags: ExportFlags, process: NodeJS.Process): Promise<void> {
  const { where, allParents } = flags;
  return withSource(flags, process, async (source, signal) => {
    for (const { name } of entityTypes) {
      const cost = fromNow(source);
      const progress = createProgress(process.stderr, (seconds) => `Counting ${name}, ${spent(cost, seconds)} …`);
      const { count } = await source.count(name, { where, allParents, signal }).finally(() => progress.stop());
      process.stdout.write(entityTypes.length === 1 ? `${count}\n` : `${name} ${count}\n`);
    }
    writeNotes([`${requestCount(source)}.`], process);
  });
}

function incomplete(all: readonly ExportJob[], failed: readonly string[], { sinceLast }: ExportFlags): string {
  const advice = sinceLast ? 'Repeat the command.' : 'Repeat the command with --resume to export only those.';
  return `${failed.length} of ${all.length} entity types were not exported: ${failed.join(', ')}. ${advice}`;
}
