import { Command, CommanderError } from 'commander';
import { config } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { addActionCommands } from './actions/action-commands.js';
import { addAuditCommand } from './audit/audit-command.js';
import { addCatalogCommands } from './catalog/catalog-commands.js';
import { addCompletionCommand } from './completion/completion-command.js';
import { addConnectionCommands } from './connections/connection-commands.js';
import { addFolderCommands } from './data-folder/folder-commands.js';
import { addEntityCommands } from './entities/entity-commands.js';
import { errorToText } from './error-text.js';
import { addExportCommand } from './exports/export-command.js';
import { exitCodeOf } from './exit-codes.js';
import { addLogsCommand } from './logs/logs-command.js';
import { addPolicyCommands } from './policies/policy-commands.js';
import { addSecretCommands } from './secrets/secret-commands.js';
import { addSqlCommand } from './sql/sql-command.js';
import { addServeCommand } from './serve/serve-command.js';
import { examples } from './terminal/examples.js';
import { HELP_LAYOUT } from './terminal/help-layout.js';
import { addTokenCommands } from './tokens/token-commands.js';
import { addImportCommand } from './transfer/import-command.js';
import { addUsageCommand } from './usage/usage-command.js';

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
  // Zod would compile each schema at its first use, which takes longer than a command or the start of a server, where most
  // of them check one value. The modules with schemas are loaded with the command that is run.
  config({ jitless: true });
  try {
    await createProgram(process, process.argv[2]).parseAsync(process.argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    // Commander has already printed its own errors.
    if (!(error instanceof CommanderError)) process.stderr.write(`twilio-connector: ${errorToText(error)}\n`);
  }
}

/** The commands in the order of the help. A start adds only the ones that it runs: to add all takes as long as a request. */
export const PARTS: readonly Part[] = [
  { group: 'Data:', names: ['entity-types', 'actions', 'describe'], add: addCatalogCommands },
  { group: 'Data:', names: ['list', 'get', 'create', 'update', 'delete'], add: addEntityCommands },
  { group: 'Data:', names: ['sql'], add: addSqlCommand },
  { group: 'Data:', names: ['export'], add: addExportCommand },
  { group: 'Data:', names: ['run'], add: addActionCommands },
  { group: 'Manage:', names: ['connections'], add: addConnectionCommands },
  { group: 'Manage:', names: ['import'], add: addImportCommand },
  { group: 'Manage:', names: ['secrets'], add: addSecretCommands },
  { group: 'Manage:', names: ['tokens'], add: addTokenCommands },
  { group: 'Manage:', names: ['policies'], add: addPolicyCommands },
  { group: 'Manage:', names: ['usage'], add: addUsageCommand },
  { group: 'Manage:', names: ['audit'], add: addAuditCommand },
  { group: 'Manage:', names: ['logs'], add: addLogsCommand },
  { group: 'Server:', names: ['serve'], add: addServeCommand },
  { group: 'Server:', names: ['backup', 'restore'], add: addFolderCommands },
];

interface Part {
  readonly group: string;
  readonly names: readonly string[];
  readonly add: (program: Command, process: NodeJS.Process) => void;
}

/** @param name the command that is run. Default: the program has all commands, as it has for a name that is none of them. */
export function createProgram(process: NodeJS.Process, name?: string): Command {
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
  const run = PARTS.filter(({ names }) => name !== undefined && names.includes(name));
  for (const { group, add } of run.length > 0 ? run : PARTS) {
    program.commandsGroup(group);
    add(program, process);
  }
  program.commandsGroup('Help:').helpCommand('help [command]', 'Show the help of a command.');
  addCompletionCommand(program, process);
  return program;
}
