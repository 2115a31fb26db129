import type { Command } from 'commander';
import { IDEMPOTENCY_KEY } from '../connector/connector-command.js';
import { commonOption } from '../terminal/help-layout.js';
import { outputOption } from '../terminal/output-option.js';

const [flag, description, parse] = IDEMPOTENCY_KEY;

/** `--idempotency-key` of a command that also works without a connector. */
export const DATA_IDEMPOTENCY_KEY = [
  flag,
  `${description}; without --server, keys are kept in the data folder`,
  parse,
] as const;

export const DRY_RUN = ['--dry-run', 'validate the input and show the request to Twilio without sending it'] as const;

/** A command that reads or writes Twilio data, through a connector or directly, and shows rows. */
export function dataCommand(parent: Command, usage: string, summary: string): Command {
  return sourceCommand(parent, usage, summary).addOption(outputOption('default: table on a terminal, else ndjson'));
}

/** A command that reaches Twilio data, through a connector or directly. */
export function sourceCommand(parent: Command, usage: string, summary: string): Command {
  return parent
    .command(usage)
    .description(summary)
    .addOption(
      commonOption(
        '--server [url]',
        'call a connector instead of Twilio: at this URL, or on this machine (at PORT or 8080)',
      ),
    )
    .addOption(
      commonOption(
        '--connection <name>',
        'connection of the connector, by ID or full name (default: the first connection)',
      ),
    )
    .addOption(
      commonOption(
        '--simulator',
        'use a simulated Twilio instead of an account: the running one, or one for this command',
      ),
    );
}
