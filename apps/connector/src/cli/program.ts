import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addActionCommands } from './actions/action-commands.js';
import { addAuditCommand } from './audit/audit-command.js';
import { addCatalogCommands } from './catalog/catalog-commands.js';
import { addCompletionCommand } from './completion/completion-command.js';
import { addConnectionCommands } from './connections/connection-commands.js';
import { addFolderCommands } from './data-folder/folder-commands.js';
import { addEntityCommands } from './entities/entity-commands.js';
import { errorToText } from './error-text.js';
import { exitCodeOf } from './exit-codes.js';
import { addPolicyCommands } from './policies/policy-commands.js';
import { addSecretCommands } from './secrets/secret-commands.js';
import { addServeCommand } from './serve/serve-command.js';
import { examples } from './terminal/examples.js';
import { HELP_LAYOUT } from './terminal/help-layout.js';
import { addTokenCommands } from './tokens/token-commands.js';
import { addTransferCommands } from './transfer/transfer-commands.js';

const EXIT_CODE_HELP = `
Exit codes:
  0    success
  1    the command failed, was refused, or is incomplete
  2    usage error
  3    a write may or may not have been carried out: check before you repeat it
  130  interrupted`;

const EXAMPLES = examples(
  'twilio-connector serve',
  'twilio-connector list Messages --simulator --limit 5',
  'twilio-connector describe Messages',
);

/** Runs the command in `process.argv` and sets `process.exitCode`. */
export async function runProgram(process: NodeJS.Process): Promise<void> {
  // The reader may stop early, as in `twilio-connector list Messages | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await createProgram(process).parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // Commander has already printed its own errors.
    if (!(error instanceof CommanderError)) process.stderr.write(`twilio-connector: ${errorToText(error)}\n`);
  }
}

/** Creates the command with all of its subcommands. */
export function createProgram(process: NodeJS.Process): Command {
  const program = new Command('twilio-connector')
    .description('Twilio as a traditional database, self-hosted and open.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    })
    .configureHelp(HELP_LAYOUT)
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODE_HELP}`);
  program.commandsGroup('Data:');
  addCatalogCommands(program, process);
  addEntityCommands(program, process);
  addActionCommands(program, process);
  program.commandsGroup('Manage:');
  addConnectionCommands(program, process);
  addTransferCommands(program, process);
  addSecretCommands(program, process);
  addTokenCommands(program, process);
  addPolicyCommands(program, process);
  addAuditCommand(program, process);
  program.commandsGroup('Server:');
  addServeCommand(program, process);
  addFolderCommands(program, process);
  program.commandsGroup('Help:').helpCommand('help [command]', 'Show the help of a command.');
  addCompletionCommand(program, process);
  return program;
}
