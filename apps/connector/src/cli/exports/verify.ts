import type { EntityType } from '@twilio-connector/entities';
import { hashFile } from '../../exports/target/convert-rows.js';
import { ExportError } from '../../exports/target/errors.js';
import type { Manifest } from '../../exports/target/manifest.js';
import { createProgress, fromNow, spent } from '../terminal/progress.js';
import { writeNotes } from '../terminal/notes.js';
import type { ExportContext } from './export-context.js';

const DATE_LENGTH = 10;

interface Written {
  readonly entityType: EntityType;
  readonly file: string;
  readonly manifest: Manifest;
}

/**
 * Reads the file and the list again: the bytes of the file, and the number of rows, page after page instead of in windows.
 *
 * @throws ExportError if they differ from what was written
 */
export async function verify({ entityType, file, manifest }: Written, context: ExportContext): Promise<void> {
  const { source, signal, flags, process } = context;
  const { where = '', limit, allParents } = flags;
  if ((await hashFile(file)) !== manifest.sha256) {
    throw new ExportError(`${file} was changed after it was written: its SHA-256 is not that of its manifest.`);
  }
  const cost = fromNow(source);
  const progress = createProgress(
    process.stderr,
    (seconds) => `Verifying ${entityType.name}, ${spent(cost, seconds)} …`,
  );
  const count = async (conditions: string) =>
    (await source.count(entityType.name, { where: conditions, allParents, signal, isSerial: true })).count;
  try {
    const listed = await count(where);
    const isLimited = limit !== undefined && listed > limit;
    const wanted = isLimited ? limit : listed;
    const added = manifest.rows < wanted && !isLimited ? await countNewer(entityType, where, manifest, count) : 0;
    // Rows that arrived while the list was read may be in the file or not.
    if (manifest.rows > wanted || manifest.rows < wanted - added)
      throw differs({ entityType, file, manifest }, wanted - added);
    progress.stop();
    writeNotes([`Verified ${file}: Twilio lists ${listed - added} ${entityType.name}, counted page by page.`], process);
  } finally {
    progress.stop();
  }
}

/** Counts the rows that arrived since the export began, if they can be told. */
function countNewer(
  { window, fields }: EntityType,
  where: string,
  { startedAt }: Manifest,
  count: (conditions: string) => Promise<number>,
): Promise<number> | number {
  if (!window) return 0;
  const isDate = fields[window.column]?.dataType === 'date';
  const isNewer = `${window.column} >= '${isDate ? startedAt.slice(0, DATE_LENGTH) : startedAt}'`;
  return count(where.trim() === '' ? isNewer : `(${where}) AND ${isNewer}`);
}

function differs({ entityType, file, manifest }: Written, listed: number): ExportError {
  return new ExportError(
    `${file} has ${manifest.rows} rows, and Twilio lists ${listed} ${entityType.name} now. Rows arrived or were deleted meanwhile, ` +
      'or were lost: export again to see whether the difference stays.',
  );
}
