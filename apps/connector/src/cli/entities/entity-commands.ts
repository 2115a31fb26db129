import { parseSortBy, type SortBy } from '@twilio-connector/entities';
import { type Command, InvalidArgumentError } from 'commander';
import { dataCommand, DRY_RUN, ONCE_HERE } from '../data-source/data-command.js';
import { collectValue, positive, whole } from '../terminal/option-values.js';
import type { EntityFlags } from './entity-flags.js';
import * as reads from './read.js';
import * as writes from './write.js';

const SET = ['--set <Column=value>', 'a column and its value; again for each', collectValue] as const;
const WHERE = ['--where <condition>', 'which, such as "To = \'+15550100001\' AND DateSent >= 2024-01-01"'] as const;
const YES = ['--yes', 'do not ask'] as const;
const BULK = ['--bulk', 'let --where look at any column, and write to every entity that it finds'] as const;

/** Adds the commands that read and write entities. */
export function addEntityCommands(program: Command, process: NodeJS.Process): void {
  addReads(program, process);
  dataCommand(program, 'create <EntityType>', 'Create an entity.')
    .option(...SET)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...ONCE_HERE)
    .action((name: string, flags: EntityFlags) => writes.create(name, flags, process));
  dataCommand(program, 'update <EntityType> [id]', 'Change an entity, named by its id, or those that --where finds.')
    .option(...WHERE)
    .option(...BULK)
    .option(...SET)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...ONCE_HERE)
    .action((name: string, id: string | undefined, flags: EntityFlags) => writes.update(name, id, flags, process));
  dataCommand(program, 'delete <EntityType> [id]', 'Delete an entity, named by its id, or those that --where finds.')
    .option(...WHERE)
    .option(...BULK)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...ONCE_HERE)
    .action((name: string, id: string | undefined, flags: EntityFlags) => writes.remove(name, id, flags, process));
}

function addReads(program: Command, process: NodeJS.Process): void {
  dataCommand(program, 'list <EntityType>', 'List entities.')
    .option(...WHERE)
    .option('--fields <columns>', 'only these columns, separated by commas', splitNames)
    .option('--sort <column>', 'by this column, such as "DateSent DESC"; most orders read the whole list', sortBy)
    .option('--limit <number>', 'no more than so many', whole)
    .option('--max-requests <number>', 'end with an error rather than take more requests to Twilio', positive)
    .option('--all-parents <number>', 'of what lies below something else: below each, so many at most', whole)
    .option('--explain', 'show what would be read, and why; reads nothing')
    .action((name: string, flags: EntityFlags) => reads.list(name, flags, process));
  dataCommand(program, 'get <EntityType> <id>', 'Get one entity.')
    .option('--fields <columns>', 'only these columns, separated by commas', splitNames)
    .action((name: string, id: string, flags: EntityFlags) => reads.get(name, id, flags, process));
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
