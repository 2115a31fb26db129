import { once } from 'node:events';
import type { EntityType } from '@twilio-connector/entities';
import { CATALOG, discover, selectedStreams } from '../../../exports/singer/catalog.js';
import type { SingerMessage } from '../../../exports/singer/messages.js';
import { STATE } from '../../../exports/singer/state.js';
import type { Stream } from '../../../exports/singer/stream.js';
import { sync } from '../../../exports/singer/sync.js';
import type { SyncPorts } from '../../../exports/singer/sync-stream.js';
import { withSource } from '../../data-source/with-source.js';
import { withFlags } from '../../error-text.js';
import { writeNotes } from '../../terminal/notes.js';
import { UsageError } from '../../terminal/usage-error.js';
import { chosenEntityTypes } from '../chosen-entity-types.js';
import type { ExportContext } from '../export-context.js';
import type { ExportFlags } from '../export-flags.js';
import { keepHeapSmall } from '../small-heap.js';
import { durationText, number, watchExport } from '../export-progress.js';
import { priceOf } from '../look-back.js';
import { flagsOf, SINGER_CONFIG, type SingerConfig, withConfig } from './singer-config.js';
import { readPipelineFile } from './read-pipeline-file.js';
import { allStreams, streamsOf } from './streams.js';

/** `export --protocol singer`: nothing but messages on standard output. */
export async function runSinger(names: readonly string[], flags: ExportFlags, process: NodeJS.Process): Promise<void> {
  const config = await readConfig(flags, process);
  const given = { ...flagsOf(config), ...flags, allParents: flags.allParents ?? config.all_parents };
  if (names.length > 0 && flags.catalog !== undefined) {
    throw new UsageError('Select streams in the catalog, or by their names: not both.');
  }
  const entityTypes = chosenEntityTypes(names, { ...given, all: names.length === 0 });
  if (flags.discover) return write(process, [discover(entityTypes)]);
  const selected =
    flags.catalog === undefined
      ? allStreams(entityTypes)
      : selectedStreams(await readPipelineFile('--catalog', flags.catalog, { schema: CATALOG, process }));
  const streams = streamsOf(selected, { config, flags: given });
  const state =
    flags.state === undefined
      ? { bookmarks: {} }
      : await readPipelineFile('--state', flags.state, { schema: STATE, process });
  writeNotes(
    streams.flatMap((stream) => priceOfStream(stream, given)),
    process,
  );
  const work = async (source: ExportContext['source'], signal: AbortSignal) => {
    const context = { source, signal, flags: given, process, afterPage: keepHeapSmall() };
    await sync(streams, state, portsOf(streams, context)).catch((error: unknown) => {
      throw signal.aborted
        ? new DOMException('Interrupted. The next run goes on from the last state.', 'AbortError')
        : error;
    });
  };
  await withSource(given, process, work, withConfig(process.env, config));
}

async function readConfig({ config: file }: ExportFlags, process: NodeJS.Process): Promise<SingerConfig> {
  if (file === undefined) return {};
  const schema = SINGER_CONFIG;
  const config = await readPipelineFile('--config', file, { schema, process });
  const unknown = Object.keys(config).filter((name) => !Object.hasOwn(schema.shape, name));
  if (unknown.length > 0)
    writeNotes([`The file of --config has settings that are unknown: ${unknown.join(', ')}.`], process);
  return config;
}

function priceOfStream(
  { entityType, conditions, method, lookBackMs }: Stream,
  { allParents }: ExportFlags,
): readonly string[] {
  const price =
    method === 'INCREMENTAL' ? priceOf(entityType, { where: conditions, allParents }, lookBackMs) : undefined;
  return price === undefined ? [] : [price];
}

function portsOf(streams: readonly Stream[], context: ExportContext): SyncPorts {
  const { source, signal, flags, process, afterPage } = context;
  const conditionsOf = (entityType: EntityType) => streams.find((each) => each.entityType === entityType)?.conditions;
  return {
    now: Date.now,
    write: (messages) => write(process, messages, signal),
    async scan(entityType, { onPage, ...query }) {
      const where = conditionsOf(entityType) ?? '';
      const progress = watchExport(entityType, { ...context, flags: { ...flags, where } });
      const warnings = new Set<string>();
      let rows = 0;
      try {
        await source.scan(entityType.name, {
          ...query,
          allParents: flags.allParents,
          signal,
          warn: (warning) => warnings.add(warning),
          async onPage(page) {
            progress.onPage(page);
            rows += page.rows.length;
            await onPage(page);
            afterPage();
          },
        });
      } finally {
        progress.stop();
      }
      const cost = `in ${durationText(progress.seconds())} with ${progress.requests()}`;
      const notes = [...warnings].map((warning) => `${withFlags(warning)}.`);
      writeNotes([...notes, `${entityType.name}: ${number(rows)} records, ${cost}.`], process);
    },
  };
}

/** Writes JSON, one object a line. Resolves when the reader can take more. */
async function write(
  { stdout }: NodeJS.Process,
  objects: readonly (SingerMessage | ReturnType<typeof discover>)[],
  signal?: AbortSignal,
): Promise<void> {
  if (objects.length === 0) return;
  const lines = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
  if (!stdout.write(lines)) await once(stdout, 'drain', { ...(signal && { signal }) });
}
