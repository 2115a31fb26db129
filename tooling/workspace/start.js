// `npm start`: installs, builds and starts the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildConnector } from './build-connector.js';
import { install } from './installation.js';
import { whenParentEnds } from './parent.js';
import { root, toolchain } from './toolchain.js';

install();
buildConnector();

const server = spawn('node', [join(root, 'apps/connector/dist/cli.js'), 'serve', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: toolchain(),
  cwd: root,
  // A separate process group, so that Ctrl-C in a terminal reaches the server once, through the handlers below. A second
  // signal ends it immediately.
  detached: process.platform !== 'win32',
});
// A shell that starts this file in the background may end before it.
if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(() => server.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
