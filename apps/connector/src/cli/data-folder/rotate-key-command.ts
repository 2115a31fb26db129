import type { Command } from 'commander';
import type { FolderFlags } from './folder-flags.js';

/** Adds `secrets rotate-key`: it works on a data folder, unlike the other commands of secrets. */
export function addRotateKeyCommand(group: Command, process: NodeJS.Process): void {
  group
    .command('rotate-key')
    .description('Encrypt everything in a data folder with a new key, while no connector serves it.')
    .option('--data <folder>', 'the data folder (CONNECTOR_DATA, default .data)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
A key file gets a new key in front, everything is encrypted with it, then the other keys are dropped: a backup that was made
before can be read only with a key that you kept. Where CONNECTOR_VAULT_KEYS holds the keys, put the new one in front of it first.`,
    )
    .action(async (flags: FolderFlags) => (await import('./rotate-key.js')).rotateKey(flags, process));
}
