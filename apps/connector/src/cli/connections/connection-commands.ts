import type { Command } from 'commander';
import type { ConnectionFlags } from './connection-handlers.js';
import { collect, positive } from '../terminal/option-values.js';
import { ONCE, placeCommand, serverCommand } from '../connector/connector-command.js';

// Loaded when they are wanted: a command that reads a row needs none of it.
const connections = () => import('./connection-handlers.js');

/** Adds the commands that manage the connections of a connector. */
export function addConnectionCommands(program: Command, process: NodeJS.Process): void {
  const group = program.command('connections').description('Manage the connections of a connector.');
  placeCommand(group, 'list', 'List connections; --location - is every location.')
    .option('--filter <filter>', 'which, such as "status.state = ACTIVE AND labels.team = front"')
    .option('--order-by <fields>', 'in which order, such as "updateTime desc"')
    .option('--limit <number>', 'no more than so many', positive)
    .action(async (flags: ConnectionFlags) => (await connections()).list(flags, process));
  placeCommand(group, 'describe <connection>', 'Show a connection, as JSON unless -o says otherwise.').action(
    async (name: string, flags: ConnectionFlags) => (await connections()).describe(name, flags, process),
  );
  placeCommand(
    group,
    'test <connection>',
    'Ask Twilio whether a connection works; ends with 1 when it does not.',
  ).action(async (name: string, flags: ConnectionFlags) => (await connections()).test(name, flags, process));
  serverCommand(group, 'wait <operation>', 'Wait for an operation that was left running.').action(
    async (name: string, flags: ConnectionFlags) => (await connections()).waitForOperation(name, flags, process),
  );
  addChanges(group, process);
}

function addChanges(group: Command, process: NodeJS.Process): void {
  const change = (usage: string, description: string) =>
    placeCommand(group, usage, description)
      .option('--async', 'do not wait: show the operation')
      .option(...ONCE);
  change('create <connection>', 'Create a connection.')
    .requiredOption('-f, --file <path>', 'the connection, in JSON; - is standard input')
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).create(name, flags, process));
  change('patch <connection>', 'Change fields of a connection.')
    .option('-f, --file <path>', 'the new values, in JSON; - is standard input')
    .option(
      '--update-mask <fields>',
      'which fields change, separated by commas, such as labels,nodeConfig.minNodeCount',
    )
    .option(
      '--set <field=value>',
      'a field and its value, such as nodeConfig.minNodeCount=3, in JSON or as text; again for each',
      collect,
    )
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).patch(name, flags, process));
  change('suspend <connection>', 'Let a connection do no work.').action(async (name: string, flags: ConnectionFlags) =>
    (await connections()).setSuspended(name, true, flags, process),
  );
  change('resume <connection>', 'Let a suspended connection work again.').action(
    async (name: string, flags: ConnectionFlags) => (await connections()).setSuspended(name, false, flags, process),
  );
  change('delete <connection>', 'Delete a connection; what is under way is finished.')
    .option('--yes', 'do not ask')
    .action(async (name: string, flags: ConnectionFlags) => (await connections()).remove(name, flags, process));
}
