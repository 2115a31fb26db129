import type { Command } from 'commander';
import { serverCommand } from '../connector/connector-command.js';
import { positive } from '../terminal/option-values.js';
import type { AuditFlags } from './list-audit-records.js';

/** Adds the command that says who did what. */
export function addAuditCommand(program: Command, process: NodeJS.Process): void {
  serverCommand(program, 'audit', 'List who changed what, or was denied it; the newest first.')
    .option('--project <id>', 'of this project')
    .option('--caller <member>', 'by this caller, such as token:ci')
    .option('--method <id>', 'of this method, such as v1.connections.create')
    .option('--resource <name>', 'of what has a name that begins so')
    .option('--from <time>', 'from this time on, such as 2026-01-31 or 2026-01-31T08:00:00Z')
    .option('--to <time>', 'before this time')
    .option('--limit <number>', 'no more than so many', positive, 100)
    .action(async (flags: AuditFlags) => (await import('./list-audit-records.js')).audit(flags, process));
}
