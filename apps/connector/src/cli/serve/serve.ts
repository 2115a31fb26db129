import { pino } from 'pino';
import { readEnv } from '../../env.js';
import { startConnector } from '../../server/start.js';
import { banner } from './banner.js';

/** The flags of `serve`; each overrides its environment variable. */
export interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly logLevel?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly allowInsecure?: boolean;
}

/** `serve`: runs the server until a signal stops it. A second signal exits immediately. */
export async function serve(flags: ServeFlags, process: NodeJS.Process): Promise<void> {
  const env = readEnv({
    ...process.env,
    ...(flags.port && { PORT: flags.port }),
    ...(flags.host && { HOST: flags.host }),
    ...(flags.data && { CONNECTOR_DATA: flags.data }),
    ...(flags.logLevel && { CONNECTOR_LOG_LEVEL: flags.logLevel }),
    ...(flags.tlsCert && { CONNECTOR_TLS_CERT: flags.tlsCert }),
    ...(flags.tlsKey && { CONNECTOR_TLS_KEY: flags.tlsKey }),
    ...(flags.allowInsecure && { CONNECTOR_ALLOW_INSECURE: 'true' }),
  });
  const running = await startConnector({ env, logDestination: pino.destination({ fd: 2, sync: true }) });
  process.stdout.write(banner(running));
  let signals = 0;
  const stop = () => {
    signals += 1;
    if (signals > 1) process.exit(130);
    process.stderr.write('Stopping: waiting for in-flight calls. Press Ctrl-C again to exit immediately.\n');
    void running.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // By convention, SIGHUP reloads the files.
  if (env.CONNECTOR_TLS_CERT) process.on('SIGHUP', () => void running.renewTls());
}
