// `pnpm release`: builds and checks the packages, then publishes every version that is not in the registry yet.
import { install } from './installation.js';
import { run } from './toolchain.js';

install();
const steps = [
  ['turbo', ['run', 'build', 'publint', 'attw', '--output-logs=errors-only']],
  ['changeset', ['publish', ...process.argv.slice(2)]],
];
for (const [command, args] of steps) {
  const code = run(command, args);
  if (code !== 0) process.exit(code);
}
