import type { Command } from 'commander';
import { DATA_IDEMPOTENCY_KEY, dataCommand, DRY_RUN } from '../data-source/data-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collectValue, positive, splitNames, whole } from '../terminal/option-values.js';
import type { EntityFlags } from './entity-flags.js';

// Loaded on demand: other commands need neither the catalog nor Twilio.
const reads = () => import('./read.js');
const writes = () => import('./write.js');

const WHERE = ['--where <condition>', 'condition, such as "To = \'+15550100001\' AND DateSent >= 2024-01-01"'] as const;
const SET = ['--set <Column=value>', 'set a column (repeatable)', collectValue] as const;
const BULK = ['--bulk', 'allow any column in --where, and write to every entity that matches'] as const;
const FIELDS = [
  '--fields <columns>',
  'columns to show, separated by commas (default in a table: the first that fit)',
  splitNames,
] as const;

/** Adds the commands that read and write entities. */
export function addEntityCommands(program: Command, process: NodeJS.Process): void {
  addReads(program, process);
  dataCommand(program, 'create <EntityType>', 'Create an entity.')
    .option(...SET)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...DATA_IDEMPOTENCY_KEY)
    .addHelpText(
      'after',
      examples(
        'twilio-connector create Messages --set To=+15550100001 \\',
        '  --set Sender=+15550100100 --set "Body=Hello" --dry-run',
      ),
    )
    .action(async (name: string, flags: EntityFlags) => (await writes()).create(name, flags, process));
  dataCommand(program, 'update <EntityType> [id]', 'Update one entity by its id, or the entities that match --where.')
    .summary('Update one entity, or all that match.')
    .option(...WHERE)
    .option(...BULK)
    .option(...SET)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...DATA_IDEMPOTENCY_KEY)
    .addHelpText(
      'after',
      examples(
        'twilio-connector update OutgoingCallerIds \\',
        '  PN6f5f9bf39cb1801a6e21a5a80d274bdd --set "Name=Front desk"',
        'twilio-connector update Messages --where "DateSent < 2024-01-01" \\',
        '  --set Body= --bulk --dry-run',
      ),
    )
    .action(async (name: string, id: string | undefined, flags: EntityFlags) =>
      (await writes()).update(name, id, flags, process),
    );
  dataCommand(program, 'delete <EntityType> [id]', 'Delete one entity by its id, or the entities that match --where.')
    .summary('Delete one entity, or all that match.')
    .option(...WHERE)
    .option(...BULK)
    .option(...DRY_RUN)
    .option(...YES)
    .option(...DATA_IDEMPOTENCY_KEY)
    .addHelpText(
      'after',
      examples(
        'twilio-connector delete Calls CAaa4a99c300bd9d1bcc0d1ae9dcd248c6',
        'twilio-connector delete Recordings --where "DateCreated < 2024-01-01" --bulk',
      ),
    )
    .action(async (name: string, id: string | undefined, flags: EntityFlags) =>
      (await writes()).remove(name, id, flags, process),
    );
}

function addReads(program: Command, process: NodeJS.Process): void {
  dataCommand(program, 'list <EntityType>', 'List entities.')
    .option(...WHERE)
    .option(...FIELDS)
    .option('--sort <column>', 'sort order, such as "DateSent DESC"; most sort orders read the whole list')
    .option('--limit <number>', 'maximum number of rows', whole)
    .option('--max-requests <number>', 'fail if the list needs more requests to Twilio', positive)
    .option('--all-parents <number>', 'without a parent in --where, read up to this many parents', whole)
    .option(
      '--count',
      'show the number of rows instead of the rows; reads the whole list, because Twilio has no totals',
    )
    .option('--explain', 'show the requests that would be made, and why, without sending them')
    .addHelpText(
      'after',
      examples(
        'twilio-connector list Messages --simulator --limit 5',
        'twilio-connector list Messages --fields Sid,To,ErrorCode \\',
        '  --where "Status = \'failed\' AND DateSent >= 2024-06-01" -o csv',
        'twilio-connector list Calls --where "Duration > 60" --explain',
      ),
    )
    .action(async (name: string, flags: EntityFlags) => (await reads()).list(name, flags, process));
  dataCommand(program, 'get <EntityType> <id>', 'Get one entity.')
    .option(...FIELDS)
    .addHelpText('after', examples('twilio-connector get Recordings RE2e915e78549694bd0a0742d2d39454e5'))
    .action(async (name: string, id: string, flags: EntityFlags) => (await reads()).get(name, id, flags, process));
}
