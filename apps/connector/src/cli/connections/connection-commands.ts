import type { Command } from 'commander';
import { connectorCommand, IDEMPOTENCY_KEY, locationCommand } from '../connector/connector-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collect, positive } from '../terminal/option-values.js';
import type { ConnectionFlags } from './connection-flags.js';

const SET_FIELD = [
  '--set <field=value>',
  'set a field to a JSON value or a text, such as nodeConfig.minNodeCount=3, or a config variable by its key, such as configVariables.bulk=true (repeatable)',
  collect,
] as const;

// Loaded on demand: commands that read rows do not need it.
const connections = () => import('./connection-handlers.js');

/** Adds the commands that manage the connections of a connector. */
export function addConnectionCommands(program: Command, process: NodeJS.Process): void {
  const group = program
    .command('connections')
    .description('Manage connections.')
    .addHelpText('after', examples('twilio-connector connections list', 'twilio-connector connections test support'));
  locationCommand(group, 'list', 'List connections; --location - lists every location.')
    .option('--filter <filter>', 'filter, such as "status.state = ACTIVE AND labels.team = front"')
    .option('--order-by <fields>', 'sort order, such as "updateTime desc"')
    .option('--limit <number>', 'maximum number of connections', positive)
    .addHelpText(
      'after',
      examples(
        'twilio-connector connections list',
        'twilio-connector connections list --filter "status.state = ACTIVE" \\',
        '  --order-by "updateTime desc" -o csv',
      ),
    )
    .action(async (flags: ConnectionFlags) => (await connections()).list(flags, process));
  locationCommand(group, 'describe <connection>', 'Show a connection, as JSON by default.')
    .addHelpText('after', examples('twilio-connector connections describe support'))
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).describe(name, flags, process));
  locationCommand(group, 'test <connection>', 'Test a connection against Twilio; exits with 1 if it does not work.')
    .addHelpText('after', examples('twilio-connector connections test support'))
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).test(name, flags, process));
  connectorCommand(group, 'wait <operation>', 'Wait for an operation that was started with --async.')
    .addHelpText(
      'after',
      examples(
        'OPERATION=$(twilio-connector connections delete support --async | jq -r .name)',
        'twilio-connector connections wait "$OPERATION"',
      ),
    )
    .action(async (name: string, flags: ConnectionFlags) =>
      (await connections()).waitForOperation(name, flags, process),
    );
  addChanges(group, process);
}

function addChanges(group: Command, process: NodeJS.Process): void {
  const change = (usage: string, description: string) =>
    locationCommand(group, usage, description)
      .option('--async', 'show the long-running operation without waiting for it')
      .option(...IDEMPOTENCY_KEY);
  change('create <connection>', 'Create a connection.')
    .option('--account <sid>', 'SID of the Twilio account')
    .option('--token-secret <secret>', 'secret with the auth token of the account, by ID or full name')
    .option('--api-key <sid>', 'SID of an API key, in place of the auth token')
    .option('--key-secret <secret>', 'secret with the secret of the API key')
    .option('--min-nodes <number>', 'nodes at least, each with 25 requests to Twilio a second (default 2)', positive)
    .option('--max-nodes <number>', 'nodes at most (default 50)', positive)
    .option(...SET_FIELD)
    .option('-f, --file <path>', 'JSON file with the connection, in place of the flags; - for standard input')
    .addHelpText(
      'after',
      examples(
        'twilio-connector connections create support --token-secret twilio-token \\',
        `  --account AC${'0'.repeat(32)}`,
        'twilio-connector connections create ireland --token-secret twilio-token \\',
        `  --account AC${'0'.repeat(32)} --min-nodes 4 \\`,
        '  --set configVariables.region=ie1 --set labels.team=front',
        'twilio-connector connections create support -f support.json',
      ),
    )
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).create(name, flags, process));
  change('patch <connection>', 'Change fields of a connection.')
    .option('-f, --file <path>', 'JSON file with the new values; - for standard input')
    .option(
      '--update-mask <fields>',
      'with --file: fields to change, separated by commas, such as labels,nodeConfig.minNodeCount',
    )
    .option(...SET_FIELD)
    .addHelpText(
      'after',
      examples(
        'twilio-connector connections patch support --set nodeConfig.minNodeCount=3 \\',
        '  --set labels.team=front',
        'twilio-connector connections patch support --set configVariables.bulk=true',
        'twilio-connector connections patch support -f support.json \\',
        '  --update-mask labels,description',
      ),
    )
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).patch(name, flags, process));
  change('suspend <connection>', 'Suspend a connection: it refuses every call until it is resumed.')
    .addHelpText('after', examples('twilio-connector connections suspend support'))
    .action(async (name: string, flags: ConnectionFlags) =>
      (await connections()).setSuspended(name, true, flags, process),
    );
  change('resume <connection>', 'Resume a suspended connection.')
    .addHelpText('after', examples('twilio-connector connections resume support'))
    .action(async (name: string, flags: ConnectionFlags) =>
      (await connections()).setSuspended(name, false, flags, process),
    );
  change('delete <connection>', 'Delete a connection, after its in-flight calls have finished.')
    .option(...YES)
    .addHelpText('after', examples('twilio-connector connections delete support --async'))
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).remove(name, flags, process));
}
