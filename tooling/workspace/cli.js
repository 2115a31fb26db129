// `npm run cli -- <arguments>`: runs the command of the last build, with Node 24. The first call installs and builds.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildConnector } from './build-connector.js';
import { install } from './installation.js';
import { root, run } from './toolchain.js';

const command = join(root, 'apps/connector/dist/cli.js');
if (!existsSync(command)) {
  install();
  buildConnector();
}
// npm starts scripts in the root folder; file names in the arguments are relative to the folder of the caller.
process.exit(run('node', [command, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() }));
