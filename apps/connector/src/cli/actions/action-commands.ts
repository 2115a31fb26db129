import type { Command } from 'commander';
import { DATA_IDEMPOTENCY_KEY, dataCommand, DRY_RUN } from '../data-source/data-command.js';
import { YES } from '../terminal/confirm.js';
import { examples } from '../terminal/examples.js';
import { collectValue } from '../terminal/option-values.js';
import type { ActionFlags } from './run-action.js';

const EXAMPLES = examples(
  'twilio-connector run SendMessage --set To=+15550100001 \\',
  '  --set Sender=+15550100100 --set Body=Hello --dry-run',
  'twilio-connector run DownloadRecording \\',
  '  --set Sid=RE2e915e78549694bd0a0742d2d39454e5 --set Format=wav \\',
  '  --file call.wav',
);

/** Adds `run`, which executes an action. */
export function addActionCommands(program: Command, process: NodeJS.Process): void {
  dataCommand(program, 'run <Action>', 'Execute an action.')
    .option('--set <Parameter=value>', 'set a parameter (repeatable)', collectValue)
    .option('--file <path>', 'write the file that the action returns here (default: standard output)')
    .option(...DRY_RUN)
    .option(...YES)
    .option(...DATA_IDEMPOTENCY_KEY)
    .addHelpText('after', EXAMPLES)
    // Loaded on demand: other commands need neither the catalog nor Twilio.
    .action(async (name: string, flags: ActionFlags) =>
      (await import('./run-action.js')).runAction(name, flags, process),
    );
}
