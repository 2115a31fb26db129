import type { Command } from 'commander';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import type { FolderFlags } from './folder-flags.js';

const DETAILS = `
With a key file, the command puts a new key in front, encrypts everything with
it, and then removes the other keys. Older backups can be read only with a copy
of the old key. With CONNECTOR_VAULT_KEYS, put the new key in front of the
variable first.
`;

/** Adds `secrets rotate-key`: unlike the other commands of the group, it works on a data folder. */
export function addRotateKeyCommand(group: Command, process: NodeJS.Process): void {
  group
    .command('rotate-key')
    .description('Encrypt a data folder with a new key. The connector must be stopped.')
    .option('--data <folder>', 'data folder (CONNECTOR_DATA, default .data)')
    .option(...YES)
    .addHelpText(
      'after',
      `${DETAILS}${examples('twilio-connector secrets rotate-key --data /var/lib/twilio-connector')}`,
    )
    .action(async (flags: FolderFlags) => (await import('./rotate-key.js')).rotateKey(flags, process));
}
