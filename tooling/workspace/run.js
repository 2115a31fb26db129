// Runs a command in the workspace's environment: `node tooling/workspace/run.js turbo run build`.
import { install } from './installation.js';
import { run } from './toolchain.js';

const [command, ...args] = process.argv.slice(2);
install();
process.exit(run(command, args));
