import type { Command } from 'commander';
import { locationCommand } from '../connector/connector-command.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { examples } from '../terminal/examples.js';
import type { PolicyFlags } from './policy-handlers.js';

// Loaded on demand: commands that read rows do not need it.
const policies = () => import('./policy-handlers.js');

/** Adds the commands that manage IAM policies. */
export function addPolicyCommands(program: Command, process: NodeJS.Process): void {
  const group = program
    .command('policies')
    .summary('Manage the roles of members.')
    .description('Manage the roles of members on projects and connections.')
    .addHelpText('after', examples('twilio-connector policies get projects/local'));
  const change = (usage: string, description: string) =>
    locationCommand(group, usage, description)
      .requiredOption('--role <role>', 'role, such as roles/connectors.viewer')
      .requiredOption('--member <member>', 'member, such as token:ci or user:ann@example.com');
  locationCommand(group, 'get <resource>', 'Show the policy of projects/{project} or of a connection.')
    .addHelpText(
      'after',
      examples('twilio-connector policies get projects/local', 'twilio-connector policies get support -o csv'),
    )
    .action(async (name: string, flags: ConnectorFlags) => (await policies()).get(name, flags, process));
  change('add <resource>', 'Grant a role to a member.')
    .addHelpText(
      'after',
      examples(
        'twilio-connector policies add support --role roles/connectors.viewer \\',
        '  --member user:ann@example.com',
      ),
    )
    .action(async (name: string, flags: PolicyFlags) => (await policies()).add(name, flags, process));
  change('remove <resource>', 'Revoke a role from a member.')
    .addHelpText(
      'after',
      examples(
        'twilio-connector policies remove projects/local \\',
        '  --role roles/connectors.viewer --member token:ci',
      ),
    )
    .action(async (name: string, flags: PolicyFlags) => (await policies()).remove(name, flags, process));
}
