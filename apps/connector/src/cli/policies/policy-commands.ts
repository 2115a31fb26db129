import type { Command } from 'commander';
import { placeCommand } from '../connector/connector-command.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import type { PolicyFlags } from './policy-handlers.js';

// Loaded when they are wanted: a command that reads a row needs none of it.
const policies = () => import('./policy-handlers.js');

/** Adds the commands that say who may do what. */
export function addPolicyCommands(program: Command, process: NodeJS.Process): void {
  const group = program.command('policies').description('Say who has which role on a project or a connection.');
  const change = (usage: string, description: string) =>
    placeCommand(group, usage, description)
      .requiredOption('--role <role>', 'such as roles/connectors.viewer')
      .requiredOption('--member <member>', 'such as token:ci or user:ann@example.com');
  placeCommand(group, 'get <resource>', 'Show the policy of projects/{project}, or of a connection.').action(
    async (name: string, flags: ConnectorFlags) => (await policies()).get(name, flags, process),
  );
  change('add <resource>', 'Give a member a role.').action(async (name: string, flags: PolicyFlags) =>
    (await policies()).add(name, flags, process),
  );
  change('remove <resource>', 'Take a role from a member.').action(async (name: string, flags: PolicyFlags) =>
    (await policies()).remove(name, flags, process),
  );
}
