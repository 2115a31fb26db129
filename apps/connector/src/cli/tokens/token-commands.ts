import type { Command } from 'commander';
import { connectorCommand, IDEMPOTENCY_KEY, locationCommand } from '../connector/connector-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collect, positive } from '../terminal/option-values.js';
import type { TokenFlags } from './token-handlers.js';

// Loaded on demand: commands that read rows do not need it.
const tokens = () => import('./token-handlers.js');

/** Adds the commands that manage API tokens. */
export function addTokenCommands(program: Command, process: NodeJS.Process): void {
  const group = program
    .command('tokens')
    .description('Manage API tokens.')
    .addHelpText('after', examples('twilio-connector tokens list'));
  locationCommand(group, 'create <name>', 'Create a token and print it once, on standard output.')
    .option('--role <role>', 'role of the token, such as roles/connectors.invoker (repeatable)', collect)
    .option('--on <resource>', 'projects/{project} or connection: one for each --role, or one for all roles', collect)
    .option('--expires <time>', 'expiry: a duration such as 30d or 12h, or a time (default: never)')
    .option(...IDEMPOTENCY_KEY)
    .addHelpText(
      'after',
      examples(
        'twilio-connector tokens create ci --role roles/connectors.invoker \\',
        '  --on support --expires 30d',
        'twilio-connector tokens create audit --role roles/connectors.viewer \\',
        '  --on projects/local',
      ),
    )
    .action(async (name: string, flags: TokenFlags) => (await tokens()).create(name, flags, process));
  connectorCommand(group, 'list', 'List tokens, including revoked ones. Their values are not shown.')
    .option('--limit <number>', 'maximum number of tokens', positive)
    .addHelpText('after', examples('twilio-connector tokens list -o csv'))
    .action(async (flags: TokenFlags) => (await tokens()).list(flags, process));
  connectorCommand(group, 'revoke <name>', 'Revoke a token for good.')
    .option(...YES)
    .addHelpText('after', examples('twilio-connector tokens revoke ci'))
    .action(async (name: string, flags: TokenFlags) => (await tokens()).revoke(name, flags, process));
}
