// Runs a command with the workspace's toolchain: `node tooling/workspace/run.js turbo run build`.
import { install } from './installation.js';
import { run } from './toolchain.js';

const [command, ...args] = process.argv.slice(2);
install();
process.exit(run(command, args));
