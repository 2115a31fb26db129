import type { Command } from 'commander';
import { dataCommand, DRY_RUN, ONCE_HERE } from '../data-source/data-command.js';
import { collectValue } from '../terminal/option-values.js';
import { type ActionFlags, runAction } from './run-action.js';

/** Adds the command that executes actions. */
export function addActionCommands(program: Command, process: NodeJS.Process): void {
  dataCommand(program, 'run <Action>', 'Execute an action.')
    .option('--set <Parameter=value>', 'a parameter and its value; again for each', collectValue)
    .option('--file <path>', 'where to keep the file that the action answers (default: standard output)')
    .option(...DRY_RUN)
    .option('--yes', 'do not ask')
    .option(...ONCE_HERE)
    .action((name: string, flags: ActionFlags) => runAction(name, flags, process));
}
