import { type Command, Option } from 'commander';
import { ONCE } from '../connector/connector-command.js';
import { FORMATS } from '../terminal/row-writer.js';

const [once, onceDescription, toKey] = ONCE;

/** The same flag, of a write that may also be recorded in the data folder. */
export const ONCE_HERE = [once, `${onceDescription}; without --server the data folder keeps it`, toKey] as const;

export const DRY_RUN = ['--dry-run', 'check everything and show the request to Twilio that would be made'] as const;

/** A command that reads or writes the rows of a connection. */
export function dataCommand(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--server <url>', 'use the connector at this URL, with CONNECTOR_TOKEN, instead of the Twilio account')
    .option('--connection <name>', 'the connection at that connector')
    .option('--simulator', 'use a simulated Twilio, to try things')
    .addOption(new Option('-o, --output <format>', 'how rows are written').choices(FORMATS));
}
