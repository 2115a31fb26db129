import type { Command } from 'commander';
import { addRotateKeyCommand } from '../data-folder/rotate-key-command.js';
import type { SecretFlags, VersionChange } from './secret-handlers.js';
import { collectPair, positive } from '../terminal/option-values.js';
import { projectCommand } from '../connector/connector-command.js';

// Loaded when they are wanted: a command that reads a row needs none of it.
const secrets = () => import('./secret-handlers.js');

const DATA_FILE = [
  '--data-file <path>',
  'the file that holds the value; - is standard input (default: a prompt on a terminal, else standard input)',
] as const;
const EXACT = ['--exact', 'keep the line break at the end of a value of one line'] as const;

/** Adds the commands that manage the secrets in the vault of a connector. */
export function addSecretCommands(program: Command, process: NodeJS.Process): void {
  const group = program
    .command('secrets')
    .description(
      'Manage the secrets in the vault of a connector. Values are read from files or a prompt, never from arguments.',
    );
  projectCommand(group, 'list', 'List secrets.')
    .option('--limit <number>', 'no more than so many', positive)
    .action(async (flags: SecretFlags) => (await secrets()).list(flags, process));
  projectCommand(group, 'create <secret>', 'Create a secret, with its first version where --data-file is given.')
    .option('--data-file <path>', 'the file that holds the value; - is standard input')
    .option(...EXACT)
    .option('--label <key=value>', 'a label; again for each', collectPair)
    .action(async (name: string, flags: SecretFlags) => (await secrets()).create(name, flags, process));
  projectCommand(
    group,
    'add-version <secret>',
    'Add a version, which connections that refer to latest use within a minute.',
  )
    .option(...DATA_FILE)
    .option(...EXACT)
    .action(async (name: string, flags: SecretFlags) => (await secrets()).addVersion(name, flags, process));
  projectCommand(group, 'versions <secret>', 'List the versions of a secret.')
    .option('--limit <number>', 'no more than so many', positive)
    .action(async (name: string, flags: SecretFlags) => (await secrets()).versions(name, flags, process));
  projectCommand(
    group,
    'access <secret> [version]',
    'Write the value of a version (default: latest) to standard output.',
  ).action(async (name: string, version: string | undefined, flags: SecretFlags) =>
    (await secrets()).access(name, version, flags, process),
  );
  addVersionChanges(group, process);
  projectCommand(group, 'delete <secret>', 'Delete a secret with all its versions.')
    .option('--yes', 'do not ask')
    .action(async (name: string, flags: SecretFlags) => (await secrets()).remove(name, flags, process));
  addRotateKeyCommand(group, process);
}

function addVersionChanges(group: Command, process: NodeJS.Process): void {
  const descriptions: Readonly<Record<VersionChange, string>> = {
    enable: 'Let a version be read again.',
    disable: 'Let a version not be read.',
    destroy: 'Destroy the value of a version, also on the disk.',
  };
  for (const change of ['enable', 'disable', 'destroy'] as const) {
    const command = projectCommand(group, `${change} <secret> <version>`, descriptions[change]);
    if (change === 'destroy') command.option('--yes', 'do not ask');
    command.action(async (name: string, version: string, flags: SecretFlags) =>
      (await secrets()).changeVersion(change, [name, version], flags, process),
    );
  }
}
