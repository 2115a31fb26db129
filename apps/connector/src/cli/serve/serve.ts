import { readEnv } from '../../env.js';
import { createBufferedOutput } from '../../observability/buffered-output.js';
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

/** The time that the reader of the log has to read the rest of it. */
const FLUSH_MS = 1_000;

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
  // Node makes a pipe or socket non-blocking when `process.stderr` is first used.
  const log = createBufferedOutput({ fd: process.stderr.fd });
  const output = createBufferedOutput({ fd: process.stdout.fd });
  process.on('exit', () => [log, output].forEach((one) => one.flushSync()));
  const running = await startConnector({ env, logDestination: log });
  output.write(banner(running));
  let signals = 0;
  const end = async (signal: NodeJS.Signals) => {
    await running.stop();
    if (await log.flush(FLUSH_MS)) process.exit(0);
    // A write that does not return, for example to a paused terminal, would keep `process.exit` waiting. The signal does not wait.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  };
  const stop = (signal: NodeJS.Signals) => {
    signals += 1;
    if (signals > 1) process.exit(130);
    log.write('Stopping: waiting for in-flight calls. Press Ctrl-C again to exit immediately.\n');
    void end(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // By convention, SIGHUP reloads the files.
  if (env.CONNECTOR_TLS_CERT) process.on('SIGHUP', () => void running.renewTls());
}
