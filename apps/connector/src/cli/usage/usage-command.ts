import type { Command } from 'commander';
import { locationCommand } from '../connector/connector-command.js';
import { examples } from '../terminal/examples.js';
import type { UsageFlags } from './show-usage.js';

/** Adds `usage`. */
export function addUsageCommand(program: Command, process: NodeJS.Process): void {
  locationCommand(
    program,
    'usage [connection]',
    'Show how much a connection, or each connection of the project, was used. A transaction is a request to Twilio, retries included.',
  )
    .summary('Show how much connections are used.')
    .option('--since <duration>', 'how far back: minutes, hours or days, such as 30m, 24h or 7d', '24h')
    .addHelpText(
      'after',
      examples('twilio-connector usage', 'twilio-connector usage twilio --since 7d', 'twilio-connector usage -o csv'),
    )
    .action(async (connection: string | undefined, flags: UsageFlags) =>
      (await import('./show-usage.js')).showUsage(connection, flags, process),
    );
}
