import { run } from './toolchain.js';

/** Builds the connector and its dependencies, and ends this process if that fails. Shows errors only. */
export function buildConnector() {
  const built = run('turbo', ['run', 'build', '--filter=@twilio-connector/connector...', '--output-logs=errors-only'], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (built !== 0) process.exit(built);
}
