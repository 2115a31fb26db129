import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addAccessCommands } from './access-commands.js';
import { addConnectionCommands } from './connection-commands.js';
import { addCatalogCommands, addDataCommands } from './data-commands.js';
import { ENVIRONMENT_HELP } from './environment-help.js';
import { errorToText } from './error-text.js';
import { exitCodeOf } from './exit.js';
import { addFolderCommands } from './folder-commands.js';
import { addSecretCommands } from './secret-commands.js';
import type { ServeFlags } from './serve.js';

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

program
  .command('serve')
  .description('Serve the connector: to the Twilio account of the environment, or to a simulator when it names none.')
  .option('--port <number>', 'port to listen on (PORT, default 8080)')
  .option('--host <address>', 'address to listen on (HOST, default 127.0.0.1)')
  .option('--data <folder>', 'folder for what is kept (CONNECTOR_DATA, default .data)')
  .option('--log-level <level>', 'debug, info, warn, error or silent (CONNECTOR_LOG_LEVEL, default info)')
  .option('--tls-cert <file>', 'certificate and its chain, in PEM (CONNECTOR_TLS_CERT)')
  .option('--tls-key <file>', 'its private key, in PEM (CONNECTOR_TLS_KEY)')
  .option('--allow-insecure', 'listen elsewhere than on this machine without TLS (CONNECTOR_ALLOW_INSECURE)')
  .addHelpText('after', ENVIRONMENT_HELP)
  // Loaded when it is wanted: a command that reads a row needs no server.
  .action(async (flags: ServeFlags) => (await import('./serve.js')).serve(flags, process));

addCatalogCommands(program, process);
addDataCommands(program, process);
addConnectionCommands(program, process);
addSecretCommands(program, process);
addAccessCommands(program, process);
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
