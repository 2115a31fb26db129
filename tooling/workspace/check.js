// `pnpm check`: runs every gate, even after one fails.
import { gates } from './gates.js';
import { install } from './installation.js';
import { run } from './toolchain.js';

install();
const failed = gates.filter(({ name, command, args }) => {
  process.stdout.write(`— ${name}\n`);
  return run(command, args) !== 0;
});
if (failed.length > 0) {
  process.stdout.write(`failed: ${failed.map(({ name }) => name).join(', ')}\n`);
  process.exit(1);
}
