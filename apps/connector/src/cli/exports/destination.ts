import { statSync } from 'node:fs';
import { join } from 'node:path';
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
  const isMany = flags.all || entityTypes.length > 1;
  if (to === '-') {
    if (isMany) throw new UsageError('Several lists need a folder: --to cannot be -.');
    if (flags.resume || flags.verify) throw new UsageError('--resume and --verify need a file: --to cannot be -.');
  }
  const isFolder = to !== '-' && (isMany || /[\\/]$/.test(to) || isExistingFolder(to));
  if (isFolder) createMissingFolders(to);
  return entityTypes.map((entityType) => {
    const { format, compression } = encodingOf(isFolder ? '' : to, flags);
    const ending = compression ? ENDINGS[compression] : '';
    const file = isFolder ? join(to, `${entityType.name}.${format}${ending}`) : to;
    return { entityType, file: to === '-' ? undefined : file, format, compression };
  });
}

function isExistingFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The format and the compression in the flags or else in the ending of the file. */
function encodingOf(
  path: string,
  flags: ExportFlags,
): { readonly format: ExportFormat; readonly compression: Compression | undefined } {
  const compression = flags.compress ?? COMPRESSIONS.find((one) => path.endsWith(ENDINGS[one]));
  const ending = /\.([a-z]+)(?:\.gz|\.zst)?$/.exec(path)?.[1];
  const format = flags.format ?? EXPORT_FORMATS.find((one) => one === ending) ?? 'ndjson';
  if (format === 'parquet' && compression) {
    throw new UsageError('A Parquet file is compressed inside. Leave out --compress and the ending .gz or .zst.');
  }
  return { format, compression };
}
