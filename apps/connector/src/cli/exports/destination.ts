import { existsSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { EntityType } from '@twilio-connector/entities';
import { createMissingFolders } from '../../store/create-folder.js';
import { COMPRESSIONS, type Compression, ENDINGS } from '../../exports/formats/compression.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../exports/formats/format.js';
import { UsageError } from '../terminal/usage-error.js';
import type { ExportFlags } from './export-flags.js';

/** Where the list of an entity type is written, and how. */
export interface Destination {
  readonly entityType: EntityType;
  /** The path of the file; undefined for standard output. */
  readonly file: string | undefined;
  readonly format: ExportFormat;
  readonly compression: Compression | undefined;
}

/** Finds the file of each entity type. Creates the folder. @throws UsageError if the target does not fit */
export function destinationsOf(entityTypes: readonly EntityType[], flags: ExportFlags): readonly Destination[] {
  const { to } = flags;
  if (to === undefined)
    throw new UsageError('Say where to write with --to: a file, a folder, or - for standard output.');
  if (to === '-') {
    if (flags.all || entityTypes.length > 1) throw new UsageError('Several lists need a folder: --to cannot be -.');
    if (flags.resume || flags.verify) throw new UsageError('--resume and --verify need a file: --to cannot be -.');
  }
  const isFolder = isFolderTarget(entityTypes, flags);
  if (isFolder) createMissingFolders(to);
  return entityTypes.map((entityType) => {
    const { format, compression } = encodingOf(isFolder ? '' : to, flags);
    const ending = compression ? ENDINGS[compression] : '';
    const file = isFolder ? join(to, `${entityType.name}.${format}${ending}`) : to;
    return { entityType, file: to === '-' ? undefined : file, format, compression };
  });
}

/** Whether each list gets a file of its own in the folder of --to. */
function isFolderTarget(entityTypes: readonly EntityType[], { to = '-', all, sinceLast }: ExportFlags): boolean {
  if (to === '-') return false;
  return sinceLast || all || entityTypes.length > 1 || /[\\/]$/.test(to) || isExistingFolder(to);
}

/** The folder that an export will create, which may be a mistyped one. */
export function newFolderOf(entityTypes: readonly EntityType[], flags: ExportFlags): string | undefined {
  const { to = '-' } = flags;
  const folder = isFolderTarget(entityTypes, flags) ? to : dirname(to);
  return existsSync(folder) ? undefined : folder;
}

function isExistingFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The format and the compression in the flags or else in the ending of the file. */
function encodingOf(
  path: string,
  flags: ExportFlags,
): { readonly format: ExportFormat; readonly compression: Compression | undefined } {
  const name = path.toLowerCase();
  const compressed = COMPRESSIONS.find((one) => name.endsWith(ENDINGS[one]));
  const compression = flags.compress ?? compressed;
  const ending = extname(compressed ? name.slice(0, -ENDINGS[compressed].length) : name);
  const format = flags.format ?? formatOf(ending, path);
  if (format === 'parquet' && compression) {
    throw new UsageError('A Parquet file is compressed inside. Leave out --compress and the ending .gz or .zst.');
  }
  return { format, compression };
}

/** The format by the ending of a file, which may have none. @throws UsageError for an unknown ending */
function formatOf(ending: string, path: string): ExportFormat {
  if (ending === '') return 'ndjson';
  const format = EXPORT_FORMATS.find((one) => ending === `.${one}`);
  if (format) return format;
  const formats = EXPORT_FORMATS.map((one) => `.${one}`).join(', ');
  throw new UsageError(
    `--to ${path} has the ending ${ending}, which names no format. Use ${formats}, or choose the format with --format. ` +
      `NDJSON and CSV may end in ${Object.values(ENDINGS).join(' or ')} as well.`,
  );
}
