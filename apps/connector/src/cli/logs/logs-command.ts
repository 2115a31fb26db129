import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { locationCommand } from '../connector/connector-command.js';
import { examples } from '../terminal/examples.js';
import { positive } from '../terminal/option-values.js';
import { LEVELS, type LogFlags } from './log-flags.js';

/** Adds `logs`. */
export function addLogsCommand(program: Command, process: NodeJS.Process): void {
  locationCommand(program, 'logs <connection>', 'Show the log of a connection: its newest entries, oldest first.')
    .summary('Show or follow the log of a connection.')
    .option('-f, --follow', 'go on with new entries until Ctrl-C; --since tells where to begin (default: now)')
    .option('--level <level>', 'only entries of this level: error, info (with errors) or debug (all)', parseLevel)
    .option('--since <time>', 'at or after this time: a duration such as 15m, 24h or 7d ago, or a time')
    .option('--filter <filter>', 'filter, such as "jsonPayload.entityType = Messages"')
    .option('--limit <number>', 'maximum number of entries without --follow', positive, 100)
    .addHelpText(
      'after',
      examples(
        'twilio-connector logs support --level error --since 24h',
        'twilio-connector logs support --follow',
        "twilio-connector logs support --filter 'jsonPayload.status.code = 5' -o csv",
      ) +
        '\n\nA connection is not logged by default. Turn its log on with\n' +
        '  twilio-connector connections patch support --set logConfig.enabled=true \\\n' +
        '    --set logConfig.level=INFO',
    )
    .action(async (connection: string, flags: LogFlags) =>
      (await import('./show-logs.js')).showLogs(connection, flags, process),
    );
}

function parseLevel(text: string): LogFlags['level'] {
  const level = LEVELS.find((known) => known === text.toLowerCase());
  if (!level) throw new InvalidArgumentError(`Allowed choices are ${LEVELS.join(', ')}.`);
  return level;
}
