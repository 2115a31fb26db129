import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addCatalogCommands, addDataCommands } from './data-commands.js';
import { exitCodeOf } from './exit.js';
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
  .addHelpText(
    'after',
    `
Environment:
  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN     the account; or TWILIO_API_KEY and TWILIO_API_SECRET in place of the token
  TWILIO_REGION, TWILIO_EDGE                where the account's data is
  CONNECTOR_TOKEN                           the bearer token of callers; made and kept in the data folder when unset
  TWILIO_BASE_URL                           another address than Twilio's, for tests
  CONNECTOR_ALLOWED_HOSTS                   hosts, addresses and ranges beside Twilio's that connections may go to
  CONNECTOR_OIDC_ISSUER, _AUDIENCE, _JWKS_URL   whose identity tokens are taken beside API tokens
  CONNECTOR_VAULT_KEYS                      keys of the vault, the current one first; else in the data folder
  CONNECTOR_SECRETS_DIR, CONNECTOR_SECRET_…, CONNECTOR_GOOGLE_SECRETS   where else secrets are
  CONNECTOR_MIN_NODES                       nodes at work, 25 requests to Twilio a second each (default 2)
  SIMULATOR_PORT, SIMULATOR_ROWS, SIMULATOR_SEED, SIMULATOR_LATENCY_MS, SIMULATOR_FAULTS, SIMULATOR_RATE`,
  )
  // Loaded when it is wanted: a command that reads a row needs no server.
  .action(async (flags: ServeFlags) => (await import('./serve.js')).serve(flags, process));

addCatalogCommands(program, process);
addDataCommands(program, process);

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
    process.stderr.write(`twilio-connector: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
