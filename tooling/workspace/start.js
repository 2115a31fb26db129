// `npm start`: install, build, serve.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './installation.js';
import { root, run, toolchain } from './toolchain.js';

install();
const built = run('turbo', ['run', 'build', '--filter=@twilio-connector/connector...', '--output-logs=errors-only'], {
  stdio: ['ignore', process.stderr, process.stderr],
});
if (built !== 0) process.exit(built);

const server = spawn('node', [join(root, 'apps/connector/dist/cli.js'), 'serve', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: toolchain(),
  cwd: root,
  // In a group of its own, so that a terminal's Ctrl-C reaches it once, from here; a second one ends it at once.
  detached: process.platform !== 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
