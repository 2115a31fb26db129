import type { FileExport } from '../../exports/target/file-export.js';
import type { ExportContext } from './export-context.js';
import type { ExportProgress } from './export-progress.js';

/** An export that keeps the parts of a list that it has read. */
type Kept = Pick<FileExport, 'isWhole' | 'completed' | 'startMs' | 'add'>;

interface Reading extends Pick<ExportContext, 'source' | 'signal' | 'flags'> {
  /** The name of the entity type. */
  readonly entityType: string;
  readonly where: string | undefined;
  readonly progress: ExportProgress;
}

/** Reads what an export lacks. Returns the warnings, each once. */
export async function readMissing(
  kept: Kept,
  { entityType, where, source, signal, flags, progress }: Reading,
): Promise<readonly string[]> {
  if (kept.isWhole) return [];
  const warnings = new Set<string>();
  await source.scan(entityType, {
    where,
    limit: flags.limit,
    allParents: flags.allParents,
    signal,
    completed: kept.completed,
    timeMs: kept.startMs,
    warn: (warning) => warnings.add(warning),
    onPage: async (page) => {
      progress.onPage(page);
      await kept.add(page);
    },
  });
  return [...warnings];
}
