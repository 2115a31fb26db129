import { ExportError } from '../target/errors.js';
import type { FileExport } from '../target/file-export.js';
import type { Manifest } from '../target/manifest.js';
import { openFileExport, type OpenFileExport } from '../target/open-file-export.js';

/**
 * Opens the rows of a run. It goes on with those that an interrupted run has read, unless that selected something else, such as
 * another look-back window.
 *
 * @returns the manifest of the rows if all of them were read
 */
export async function openRows(
  target: string,
  options: Omit<OpenFileExport, 'isForced'>,
): Promise<FileExport | Manifest> {
  try {
    return await openFileExport(target, { ...options, isForced: !options.isResumed });
  } catch (error) {
    if (!(error instanceof ExportError)) throw error;
    return openFileExport(target, { ...options, isResumed: false, isForced: true });
  }
}
