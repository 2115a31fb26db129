import type { Command } from 'commander';
import { ONCE, placeCommand, serverCommand } from '../connector/connector-command.js';
import { collect, positive } from '../terminal/option-values.js';
import type { TokenFlags } from './token-handlers.js';

// Loaded when they are wanted: a command that reads a row needs none of it.
const tokens = () => import('./token-handlers.js');

/** Adds the commands that manage API tokens. */
export function addTokenCommands(program: Command, process: NodeJS.Process): void {
  const group = program.command('tokens').description('Manage the API tokens of callers.');
  placeCommand(group, 'create <name>', 'Make a token, and write it to standard output, this once.')
    .option('--role <role>', 'a role that it has, such as roles/connectors.invoker; again for each', collect)
    .option(
      '--on <resource>',
      'on which projects/{project} or connection; one for each --role, or one for all',
      collect,
    )
    .option('--expires <time>', 'until when: 30d, 12h, or a time (default: without end)')
    .option(...ONCE)
    .action(async (name: string, flags: TokenFlags) => (await tokens()).create(name, flags, process));
  serverCommand(group, 'list', 'List the tokens that there are or were, without the tokens.')
    .option('--limit <number>', 'no more than so many', positive)
    .action(async (flags: TokenFlags) => (await tokens()).list(flags, process));
  serverCommand(group, 'revoke <name>', 'End a token, for good.')
    .option('--yes', 'do not ask')
    .action(async (name: string, flags: TokenFlags) => (await tokens()).revoke(name, flags, process));
}
