import type { Command } from 'commander';
import { examples } from '../terminal/examples.js';
import type { FolderFlags } from './folder-flags.js';

// Loaded on demand: commands that read rows do not need the store.
const folder = () => import('./backup-and-restore.js');

/** Adds the commands that work on the data folder of a connector. */
export function addFolderCommands(program: Command, process: NodeJS.Process): void {
  const command = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--data <folder>', 'data folder (CONNECTOR_DATA, default .data)');
  command('backup <file>', 'Back up a data folder to a new file. The connector may be running.')
    .summary('Back up a data folder.')
    .addHelpText('after', examples('twilio-connector backup connector.backup'))
    .action(async (file: string, flags: FolderFlags) => (await folder()).backup(file, flags, process));
  command('restore <file>', 'Restore a backup into a data folder. The connector must be stopped.')
    .summary('Restore a backup.')
    .option('--force', 'replace an existing database, which is kept beside the new one')
    .addHelpText('after', examples('twilio-connector restore connector.backup --data .data'))
    .action(async (file: string, flags: FolderFlags) => (await folder()).restore(file, flags, process));
}
