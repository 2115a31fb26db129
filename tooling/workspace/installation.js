import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rememberToolchain, root, run } from './toolchain.js';

const stamp = join(root, 'node_modules/.cache/twilio-connector/installed');

/** Installs the workspace's dependencies if the lockfile has changed since the last installation. */
export function install() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  const code = run('pnpm', ['install', '--frozen-lockfile', '--ignore-scripts', '--reporter=append-only'], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (code !== 0) process.exit(code);
  rememberToolchain();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lockfile);
}
