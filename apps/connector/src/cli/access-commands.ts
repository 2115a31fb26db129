import type { Command } from 'commander';
import type { AuditFlags } from './admin/audit.js';
import type { ServerFlags } from './admin/flags.js';
import type { PolicyFlags } from './admin/policies.js';
import type { TokenFlags } from './admin/tokens.js';
import { collect, positive } from './option-values.js';
import { ONCE, placeCommand, serverCommand } from './server-command.js';

// Loaded when they are wanted: a command that reads a row needs none of it.
const tokens = () => import('./admin/tokens.js');
const policies = () => import('./admin/policies.js');

/** Adds the commands that say who may do what, and who did it. */
export function addAccessCommands(program: Command, process: NodeJS.Process): void {
  addTokenCommands(program, process);
  addPolicyCommands(program, process);
  serverCommand(program, 'audit', 'List who changed what, or was denied it; the newest first.')
    .option('--project <id>', 'of this project')
    .option('--caller <member>', 'by this caller, such as token:ci')
    .option('--method <id>', 'of this method, such as v1.connections.create')
    .option('--resource <name>', 'of what has a name that begins so')
    .option('--from <time>', 'from this time on, such as 2026-01-31 or 2026-01-31T08:00:00Z')
    .option('--to <time>', 'before this time')
    .option('--limit <number>', 'no more than so many', positive, 100)
    .action(async (flags: AuditFlags) => (await import('./admin/audit.js')).audit(flags, process));
}

function addTokenCommands(program: Command, process: NodeJS.Process): void {
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

function addPolicyCommands(program: Command, process: NodeJS.Process): void {
  const group = program.command('policies').description('Say who has which role on a project or a connection.');
  const change = (usage: string, description: string) =>
    placeCommand(group, usage, description)
      .requiredOption('--role <role>', 'such as roles/connectors.viewer')
      .requiredOption('--member <member>', 'such as token:ci or user:ann@example.com');
  placeCommand(group, 'get <resource>', 'Show the policy of projects/{project}, or of a connection.').action(
    async (name: string, flags: ServerFlags) => (await policies()).get(name, flags, process),
  );
  change('add <resource>', 'Give a member a role.').action(async (name: string, flags: PolicyFlags) =>
    (await policies()).add(name, flags, process),
  );
  change('remove <resource>', 'Take a role from a member.').action(async (name: string, flags: PolicyFlags) =>
    (await policies()).remove(name, flags, process),
  );
}
