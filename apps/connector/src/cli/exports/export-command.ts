import { type Command, Option } from 'commander';
import { COMPRESSIONS } from '../../exports/formats/compression.js';
import { EXPORT_FORMATS } from '../../exports/formats/format.js';
import { sourceCommand } from '../data-source/data-command.js';
import { examples } from '../terminal/examples.js';
import { duration, positive, splitNames, whole } from '../terminal/option-values.js';
import type { ExportFlags } from './export-flags.js';

/** Adds `export`. What it needs is loaded when it runs. */
export function addExportCommand(program: Command, process: NodeJS.Process): void {
  const command = sourceCommand(
    program,
    'export [names...]',
    'Write whole lists of entities to files, as fast as the limits of Twilio allow. With --terraform, write a connection as a Terraform resource, with references to its secrets.',
  )
    .summary('Export lists to files, or a connection to Terraform.')
    .usage(
      '<EntityType...> --to <target>\n       twilio-connector export --all --to <folder>\n       twilio-connector export <connection> --terraform',
    )
    .option('--all', 'export every entity type that can be listed')
    .option('--where <condition>', 'condition, such as "Status = \'failed\' AND DateSent >= 2024-01-01"')
    .option('--fields <columns>', 'columns to write, separated by commas (default: all)', splitNames)
    .option('--limit <number>', 'write only this many rows, the newest ones', positive)
    .option('--all-parents <number>', 'without a parent in --where, read up to this many parents', whole)
    .option('--to <target>', 'a file, a folder, or - for standard output')
    .addOption(
      new Option(
        '--format <format>',
        'how to write rows (default: by the ending of the file; ndjson without one)',
      ).choices(EXPORT_FORMATS),
    )
    .addOption(
      new Option('--compress <method>', 'compress the file (default: by its ending, .gz or .zst)').choices(
        COMPRESSIONS,
      ),
    )
    .option('--force', 'replace a file that exists, and forget an interrupted export')
    .option(
      '--resume',
      'continue an interrupted export: repeat its command with this option (--since-last does so without it)',
    )
    .option('--verify', 'count again page by page afterwards, and fail if the numbers differ')
    .option('--count', 'show the number of rows, and write nothing');
  addChangeOptions(command);
  addTerraformOptions(command);
  command
    .addHelpText(
      'after',
      examples(
        'twilio-connector export Messages --where "DateSent IS NOT NULL" \\',
        '  --to messages.parquet --verify',
        'twilio-connector export Messages Calls --to backup --compress zstd',
        'twilio-connector export --all --to backup --resume',
        'twilio-connector export Messages --where "DateSent IS NOT NULL" \\',
        '  --to changes --since-last --look-back 3d',
        'twilio-connector export Calls --format csv --to - | head',
        'twilio-connector export Messages Calls --protocol singer --discover > catalog.json',
        'twilio-connector export support --terraform > support.tf',
      ),
    )
    .action(async (names: readonly string[], flags: ExportFlags) =>
      (await import('./run-export.js')).runExport(names, flags, process),
    );
}

/** The options of exports that are repeated, to follow what changes. */
function addChangeOptions(command: Command): void {
  command
    .option('--since-last', 'write what is new, changed or deleted since the last run, as another file in a folder')
    .option(
      '--look-back <duration>',
      'with --since-last or --protocol singer: read this much again, such as 36h, to find late changes and deletions (default: 1 to 3 days, by entity type)',
      duration,
    )
    .option('--full-refresh', 'with --since-last: read the whole list, to find every change and deletion')
    .addOption(
      new Option('--protocol <protocol>', 'write messages of the Singer specification to standard output').choices([
        'singer',
      ]),
    )
    .option('--discover', 'with --protocol singer: write the catalog, with every stream selected')
    .option('--catalog <file>', 'with --protocol singer: the streams and columns to read (default: all)')
    .option('--state <file>', 'with --protocol singer: the state from which to go on')
    .option('--config <file>', 'with --protocol singer: settings, such as account_sid and conditions');
}

function addTerraformOptions(command: Command): void {
  command
    .option('--terraform', "write a connection as HCL for Terraform's Google provider, to standard output")
    .addOption(
      new Option('--project <id>', 'with --terraform: project of a connection that is given by its ID').default(
        'local',
      ),
    )
    .addOption(
      new Option('--location <id>', 'with --terraform: location of a connection that is given by its ID').default(
        'local',
      ),
    );
}
