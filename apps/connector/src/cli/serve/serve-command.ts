import type { Command } from 'commander';
import { ENVIRONMENT_HELP } from './environment-help.js';
import type { ServeFlags } from './serve.js';

/** Adds `serve`. */
export function addServeCommand(program: Command, process: NodeJS.Process): void {
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
}
