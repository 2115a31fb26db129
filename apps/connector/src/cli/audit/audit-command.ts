import type { Command } from 'commander';
import { connectorCommand } from '../connector/connector-command.js';
import { examples } from '../terminal/examples.js';
import { positive } from '../terminal/option-values.js';
import type { AuditFlags } from './list-audit-records.js';

/** Adds `audit`. */
export function addAuditCommand(program: Command, process: NodeJS.Process): void {
  connectorCommand(program, 'audit', 'List changes and denied calls, newest first.')
    .summary('List changes and denied calls.')
    .option('--project <id>', 'only this project')
    .option('--caller <member>', 'only this caller, such as token:ci')
    .option('--method <id>', 'only this method, such as v1.connections.create')
    .option('--resource <name>', 'only resources whose name starts with this')
    .option('--entity <name>', 'only writes of this entity, such as entityTypes/Messages/entities/SM…')
    .option('--from <time>', 'at or after this time, such as 2026-01-31 or 2026-01-31T08:00:00Z')
    .option('--to <time>', 'before this time')
    .option('--limit <number>', 'maximum number of records', positive, 100)
    .addHelpText(
      'after',
      examples('twilio-connector audit --limit 20', 'twilio-connector audit --project local --from 2026-11-01 -o csv'),
    )
    .action(async (flags: AuditFlags) => (await import('./list-audit-records.js')).audit(flags, process));
}
