import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createCompressor } from '../../exports/formats/compression.js';
import type { ExportColumn } from '../../exports/formats/columns.js';
import { createEncoder } from '../../exports/formats/format.js';
import { withFlags } from '../error-text.js';
import { writeNotes } from '../terminal/notes.js';
import type { Destination } from './destination.js';
import type { ExportContext } from './export-context.js';
import { watchExport } from './export-progress.js';

/** Exports a list to standard output, as fast as its reader takes it. */
export async function exportToOutput(
  { entityType, format, compression, columns }: Destination & { readonly columns: readonly ExportColumn[] },
  context: ExportContext,
): Promise<void> {
  const { source, signal, flags, process, afterPage } = context;
  const { where, limit, allParents } = flags;
  const encoder = await createEncoder(format, columns);
  const compressor = compression && createCompressor(compression);
  compressor?.pipe(process.stdout, { end: false });
  const output = compressor ?? process.stdout;
  const write = async (bytes: Uint8Array) => {
    if (bytes.byteLength > 0 && !output.write(bytes)) await once(output, 'drain', { signal });
  };
  const progress = watchExport(entityType, context);
  const warnings = new Set<string>();
  try {
    await write(encoder.begin());
    await source.scan(entityType.name, {
      where,
      limit,
      allParents,
      signal,
      warn: (warning) => warnings.add(warning),
      onPage: async (page) => {
        progress.onPage(page);
        for (const block of encoder.rows(page.rows)) await write(block);
        afterPage();
      },
    });
    await write(encoder.end());
    if (compressor) await finished(compressor.end());
  } catch (error) {
    throw signal.aborted ? new DOMException('Interrupted: the output is incomplete.', 'AbortError') : error;
  } finally {
    progress.stop();
    writeNotes(
      [...warnings].map((warning) => `${withFlags(warning)}.`),
      process,
    );
  }
}
