import type { Command } from 'commander';
import { locationCommand } from '../connector/connector-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collectPair } from '../terminal/option-values.js';
import type { ImportFlags } from './import-connections.js';

/** Adds `import`. What it needs, such as the parser of Terraform files, is loaded when it runs. */
export function addImportCommand(program: Command, process: NodeJS.Process): void {
  locationCommand(
    program,
    'import <file...>',
    'Create or update the connections in Terraform files, or in JSON that gcloud or integrationcli wrote. - is standard input.',
  )
    .summary('Import connections from Terraform or Google.')
    .option(
      '--value <reference=value>',
      'value of a reference that the files do not define, such as var.account=AC… (repeatable)',
      collectPair,
    )
    .option('--dry-run', 'show what would be created and updated, without doing it')
    .option(...YES)
    .addHelpText(
      'after',
      examples(
        'twilio-connector import main.tf --dry-run',
        'twilio-connector import main.tf variables.tf --value var.project=demo',
        'twilio-connector import support.json --yes',
      ),
    )
    .action(async (files: readonly string[], flags: ImportFlags) =>
      (await import('./import-connections.js')).importConnections(files, flags, process),
    );
}
