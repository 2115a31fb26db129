import type { Command } from 'commander';
import { examples } from '../terminal/examples.js';
import { ENVIRONMENT_HELP } from './environment-help.js';
import type { ServeFlags } from './serve.js';

const EXAMPLES = examples(
  'twilio-connector serve',
  'twilio-connector serve --port 9000 --data /var/lib/twilio-connector',
  'twilio-connector serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem',
);

/** Adds `serve`. */
export function addServeCommand(program: Command, process: NodeJS.Process): void {
  program
    .command('serve')
    .summary('Start the connector.')
    .description(
      'Start the connector. It connects to the Twilio account in the environment; without one, it starts a Twilio simulator.',
    )
    .option('--port <number>', 'port to listen on (PORT, default 8080)')
    .option('--host <address>', 'address to listen on (HOST, default 127.0.0.1)')
    .option('--data <folder>', 'data folder (CONNECTOR_DATA, default .data)')
    .option('--log-level <level>', 'debug, info, warn, error or silent (CONNECTOR_LOG_LEVEL, default info)')
    .option('--tls-cert <file>', 'PEM file with the certificate chain (CONNECTOR_TLS_CERT)')
    .option('--tls-key <file>', 'PEM file with the private key (CONNECTOR_TLS_KEY)')
    .option('--allow-insecure', 'listen without TLS on addresses other than loopback (CONNECTOR_ALLOW_INSECURE)')
    .addHelpText('after', `${EXAMPLES}\n${ENVIRONMENT_HELP}`)
    // Loaded on demand: the other commands do not need the server.
    .action(async (flags: ServeFlags) => (await import('./serve.js')).serve(flags, process));
}
