// `pnpm dev`: builds everything, then rebuilds the command when a source of any package changes, and restarts the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './installation.js';
import { root, run, toolchain } from './toolchain.js';

install();
const built = run('turbo', ['run', 'build', '--filter=@twilio-connector/connector...', '--output-logs=errors-only']);
if (built !== 0) process.exit(built);

const options = { cwd: root, env: toolchain(), stdio: 'inherit' };
const children = [
  spawn('turbo', ['run', 'dev', '--filter=@twilio-connector/connector', '--output-logs=new-only'], options),
  spawn('node', ['--watch', join(root, 'apps/connector/dist/cli.js'), 'serve', ...process.argv.slice(2)], options),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));
for (const child of children) child.on('exit', (code) => (process.exitCode ??= code ?? 0));
