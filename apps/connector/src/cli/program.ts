import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addActionCommands } from './actions/action-commands.js';
import { addAuditCommand } from './audit/audit-command.js';
import { addCatalogCommands } from './catalog/catalog-commands.js';
import { addConnectionCommands } from './connections/connection-commands.js';
import { addFolderCommands } from './data-folder/folder-commands.js';
import { addEntityCommands } from './entities/entity-commands.js';
import { errorToText } from './error-text.js';
import { exitCodeOf } from './exit-codes.js';
import { addPolicyCommands } from './policies/policy-commands.js';
import { addSecretCommands } from './secrets/secret-commands.js';
import { addServeCommand } from './serve/serve-command.js';
import { addTokenCommands } from './tokens/token-commands.js';

const program = new Command('twilio-connector')
  .description('Twilio as a traditional database, self-hosted and open.')
  .version(packageJson.version)
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes:
  0    done
  1    refused, failed, or not wholly done; of writes to many entities, the report says how far they came
  2    the command was called in a way that it cannot be
  3    a write may have been carried out and got no complete answer: look before you repeat it
  130  interrupted`,
  );

addServeCommand(program, process);
addCatalogCommands(program, process);
addEntityCommands(program, process);
addActionCommands(program, process);
addConnectionCommands(program, process);
addSecretCommands(program, process);
addTokenCommands(program, process);
addPolicyCommands(program, process);
addAuditCommand(program, process);
addFolderCommands(program, process);

// Whoever reads the output may have enough of it: `twilio-connector list Messages | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // What commander has to say it has said already.
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`twilio-connector: ${errorToText(error)}\n`);
  }
}
