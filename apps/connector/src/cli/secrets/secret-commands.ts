import type { Command } from 'commander';
import { projectCommand } from '../connector/connector-command.js';
import { addRotateKeyCommand } from '../data-folder/rotate-key-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collectPair, positive } from '../terminal/option-values.js';
import type { SecretFlags, VersionChange } from './secret-handlers.js';

// Loaded on demand: commands that read rows do not need it.
const secrets = () => import('./secret-handlers.js');

const DATA_FILE = ['--data-file <path>', 'file with the value; - for standard input'] as const;
const EXACT = ['--exact', 'keep the line break at the end of a single-line value'] as const;

/** Adds the commands that manage the secrets in the vault of a connector. */
export function addSecretCommands(program: Command, process: NodeJS.Process): void {
  const group = program
    .command('secrets')
    .summary('Manage the secrets in the vault.')
    .description(
      'Manage the secrets in the vault. Values are read from a file, standard input or a prompt, never from arguments.',
    )
    .addHelpText(
      'after',
      examples('twilio-connector secrets list', 'twilio-connector secrets create twilio-token --data-file token.txt'),
    );
  projectCommand(group, 'list', 'List secrets.')
    .option('--limit <number>', 'maximum number of secrets', positive)
    .addHelpText('after', examples('twilio-connector secrets list'))
    .action(async (flags: SecretFlags) => (await secrets()).list(flags, process));
  projectCommand(group, 'create <secret>', 'Create a secret. With --data-file, also create its first version.')
    .option(...DATA_FILE)
    .option(...EXACT)
    .option('--label <key=value>', 'add a label (repeatable)', collectPair)
    .addHelpText(
      'after',
      examples(
        'twilio-connector secrets create twilio-token --data-file token.txt',
        'twilio-connector secrets create twilio-token --label team=front',
      ),
    )
    .action(async (name: string, flags: SecretFlags) => (await secrets()).create(name, flags, process));
  addVersionCommands(group, process);
  projectCommand(group, 'delete <secret>', 'Delete a secret and all of its versions.')
    .option(...YES)
    .addHelpText('after', examples('twilio-connector secrets delete twilio-token'))
    .action(async (name: string, flags: SecretFlags) => (await secrets()).remove(name, flags, process));
  addRotateKeyCommand(group, process);
}

function addVersionCommands(group: Command, process: NodeJS.Process): void {
  projectCommand(
    group,
    'add-version <secret>',
    'Add a version. Connections that use the latest version pick it up within a minute.',
  )
    .option(DATA_FILE[0], `${DATA_FILE[1]} (default: a prompt on a terminal, else standard input)`)
    .option(...EXACT)
    .addHelpText(
      'after',
      examples(
        'twilio-connector secrets add-version twilio-token',
        'pass show twilio | twilio-connector secrets add-version twilio-token',
      ),
    )
    .action(async (name: string, flags: SecretFlags) => (await secrets()).addVersion(name, flags, process));
  projectCommand(group, 'versions <secret>', 'List the versions of a secret.')
    .option('--limit <number>', 'maximum number of versions', positive)
    .addHelpText('after', examples('twilio-connector secrets versions twilio-token'))
    .action(async (name: string, flags: SecretFlags) => (await secrets()).versions(name, flags, process));
  projectCommand(group, 'access <secret> [version]', 'Print the value of a version (default: latest).')
    .addHelpText('after', examples('twilio-connector secrets access twilio-token 2'))
    .action(async (name: string, version: string | undefined, flags: SecretFlags) =>
      (await secrets()).access(name, version, flags, process),
    );
  const descriptions: Readonly<Record<VersionChange, string>> = {
    enable: 'Enable a version that was disabled.',
    disable: 'Disable a version: its value cannot be read until it is enabled.',
    destroy: 'Destroy the value of a version for good, on disk too.',
  };
  for (const change of ['enable', 'disable', 'destroy'] as const) {
    const command = projectCommand(group, `${change} <secret> <version>`, descriptions[change]);
    if (change === 'destroy') command.option(...YES);
    command
      .addHelpText('after', examples(`twilio-connector secrets ${change} twilio-token 1`))
      .action(async (name: string, version: string, flags: SecretFlags) =>
        (await secrets()).changeVersion(change, [name, version], flags, process),
      );
  }
}
