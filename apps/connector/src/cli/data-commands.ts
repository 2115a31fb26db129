import { parseSortBy, type SortBy } from '@twilio-connector/entities';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Row } from './data/data-source.js';
import { positive, whole } from './option-values.js';
import { FORMATS } from './output.js';
import * as reads from './read-actions.js';
import { run } from './run-action.js';
import { ONCE } from './server-command.js';
import type { CatalogFlags, Flags } from './session.js';
import * as writes from './write-actions.js';

/** Adds the commands that say what there is. */
export function addCatalogCommands(program: Command, process: NodeJS.Process): void {
  const output = () => new Option('-o, --output <format>', 'how rows are written').choices(FORMATS).default('table');
  program
    .command('entity-types')
    .description('List the entity types and what can be done with them.')
    .addOption(output())
    .action((flags: CatalogFlags) => reads.showEntityTypes(flags, process));
  program
    .command('actions')
    .description('List the actions.')
    .addOption(output())
    .action((flags: CatalogFlags) => reads.showActions(flags, process));
  program
    .command('describe <name>')
    .description('List the columns of an entity type, or the parameters of an action.')
    .addOption(output())
    .action((name: string, flags: CatalogFlags) => reads.describe(name, flags, process));
}

/** Adds the commands that read and write entities, and execute actions. */
export function addDataCommands(program: Command, process: NodeJS.Process): void {
  const command = (usage: string, description: string) =>
    program
      .command(usage)
      .description(description)
      .option('--server <url>', 'use the connector at this URL, with CONNECTOR_TOKEN, instead of the Twilio account')
      .option('--connection <name>', 'the connection at that connector')
      .option('--simulator', 'use a simulated Twilio, to try things')
      .addOption(new Option('-o, --output <format>', 'how rows are written').choices(FORMATS));
  const set = ['--set <Column=value>', 'a column and its value; again for each', collectValue] as const;
  const where = ['--where <condition>', 'which, such as "To = \'+15550100001\' AND DateSent >= 2024-01-01"'] as const;
  const dryRun = ['--dry-run', 'check everything and show the request to Twilio that would be made'] as const;
  const yes = ['--yes', 'do not ask'] as const;
  const [once, onceDescription, toKey] = ONCE;
  const onceHere = [once, `${onceDescription}; without --server the data folder keeps it`, toKey] as const;
  const bulk = ['--bulk', 'let --where look at any column, and write to every entity that it finds'] as const;

  command('list <EntityType>', 'List entities.')
    .option(...where)
    .option('--fields <columns>', 'only these columns, separated by commas', splitNames)
    .option('--sort <column>', 'by this column, such as "DateSent DESC"; most orders read the whole list', sortBy)
    .option('--limit <number>', 'no more than so many', whole)
    .option('--max-requests <number>', 'end with an error rather than take more requests to Twilio', positive)
    .option('--all-parents <number>', 'of what lies below something else: below each, so many at most', whole)
    .option('--explain', 'show what would be read, and why; reads nothing')
    .action((name: string, flags: Flags) => reads.list(name, flags, process));
  command('get <EntityType> <id>', 'Get one entity.')
    .option('--fields <columns>', 'only these columns, separated by commas', splitNames)
    .action((name: string, id: string, flags: Flags) => reads.get(name, id, flags, process));
  command('run <Action>', 'Execute an action.')
    .option('--set <Parameter=value>', 'a parameter and its value; again for each', collectValue)
    .option('--file <path>', 'where to keep the file that the action answers (default: standard output)')
    .option(...dryRun)
    .option(...yes)
    .option(...onceHere)
    .action((name: string, flags: Flags) => run(name, flags, process));
  command('create <EntityType>', 'Create an entity.')
    .option(...set)
    .option(...dryRun)
    .option(...yes)
    .option(...onceHere)
    .action((name: string, flags: Flags) => writes.create(name, flags, process));
  command('update <EntityType> [id]', 'Change an entity, named by its id, or those that --where finds.')
    .option(...where)
    .option(...bulk)
    .option(...set)
    .option(...dryRun)
    .option(...yes)
    .option(...onceHere)
    .action((name: string, id: string | undefined, flags: Flags) => writes.update(name, id, flags, process));
  command('delete <EntityType> [id]', 'Delete an entity, named by its id, or those that --where finds.')
    .option(...where)
    .option(...bulk)
    .option(...dryRun)
    .option(...yes)
    .option(...onceHere)
    .action((name: string, id: string | undefined, flags: Flags) => writes.remove(name, id, flags, process));
}

function collectValue(text: string, values: Row = {}): Row {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It must be Column=value.');
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  const before = values[name];
  return { ...values, [name]: before === undefined ? value : [before, value].flat() };
}

function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function sortBy(text: string): SortBy {
  const parsed = parseSortBy(text);
  if (!parsed) throw new InvalidArgumentError('It must be a column, and ASC or DESC behind it.');
  return parsed;
}
