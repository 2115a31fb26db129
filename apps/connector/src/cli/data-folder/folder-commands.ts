import type { Command } from 'commander';
import type { FolderFlags } from './folder-flags.js';

// Loaded when it is wanted: a command that reads a row needs no store.
const folder = () => import('./backup-and-restore.js');

/** Adds the commands that work on the data folder of a connector. */
export function addFolderCommands(program: Command, process: NodeJS.Process): void {
  const command = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--data <folder>', 'the data folder (CONNECTOR_DATA, default .data)');
  command('backup <file>', 'Copy what a connector keeps into a new file, also while it serves.').action(
    async (file: string, flags: FolderFlags) => (await folder()).backup(file, flags, process),
  );
  command('restore <file>', 'Put a backup into a data folder, while no connector serves it.')
    .option('--force', 'also where there is something already, which is kept beside')
    .action(async (file: string, flags: FolderFlags) => (await folder()).restore(file, flags, process));
}
