import { readEnv } from '../../env.js';
import { backupStore, restoreStore } from '../../store/sqlite/backup.js';
import { folderOf } from './folder-from-env.js';
import type { FolderFlags } from './folder-flags.js';

/** `backup`: works while a connector uses the folder. */
export function backup(file: string, flags: FolderFlags, process: NodeJS.Process): void {
  const folder = folderFrom(flags, process);
  const { bytes, notice } = backupStore(folder, file);
  process.stderr.write(`Backed up ${folder} to ${file} (${bytes} bytes).\n${notice}\n`);
}

/** `restore` */
export function restore(file: string, flags: FolderFlags, process: NodeJS.Process): void {
  const folder = folderFrom(flags, process);
  const { keptOld, notice } = restoreStore(folder, file, { force: flags.force ?? false, now: () => Date.now() });
  const kept = keptOld === undefined ? '' : ` The previous database is kept in ${keptOld}.`;
  process.stderr.write(`Restored ${file} into ${folder}.${kept}\n${notice}\n`);
}

function folderFrom({ data }: FolderFlags, process: NodeJS.Process): string {
  return data ?? folderOf(readEnv(process.env));
}
