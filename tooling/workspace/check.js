// `pnpm check`: runs every gate, even after one fails, then the tests whose coverage has a minimum.
import { runGates } from './gates.js';
import { install } from './installation.js';
import { covered } from './suites.js';
import { run } from './toolchain.js';

install();
const failed = await runGates();
process.stdout.write('— coverage\n');
if (run('vitest', ['run', ...covered.args], { cwd: covered.cwd }) !== 0) failed.push('coverage');
if (failed.length > 0) {
  process.stdout.write(`failed: ${failed.join(', ')}\n`);
  process.exit(1);
}
