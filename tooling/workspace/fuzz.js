// `pnpm fuzz`: makes all runs of the property tests of packages/entities, of which `npm test` makes a fifth.
import { install } from './installation.js';
import { run } from './toolchain.js';

install();
const args = ['run', '--project', '@twilio-connector/entities', ...process.argv.slice(2)];
process.exit(run('vitest', args, { env: { FUZZ_SHARE: '1' } }));
