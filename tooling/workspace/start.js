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
});
// The terminal sends Ctrl-C to the server as well; it stops by itself, and this process ends with it.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
