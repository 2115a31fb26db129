import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const remembered = join(root, 'node_modules/.cache/twilio-connector/toolchain.json');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const nodeMajor = readFileSync(join(root, '.node-version'), 'utf8').trim();

/**
 * The environment in which the workspace's commands run: Node 24 and the pinned pnpm first on PATH, then the tools
 * of this package. A machine that has only Node 20 and npm gets both through npx, once: the place is remembered, so
 * that a second command needs no network.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolchain() {
  return {
    ...process.env,
    PATH: [place(), process.env.PATH, join(root, 'tooling/workspace/node_modules/.bin')]
      .filter(Boolean)
      .join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    // The toolchain is pinned here; pnpm must not try to fetch another copy of itself.
    pnpm_config_manage_package_manager_versions: 'false',
  };
}

/** Runs one command in the workspace's environment and returns its exit code. */
export function run(command, args, options = {}) {
  const { env, ...rest } = options;
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...toolchain(), ...env }, ...rest });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

let found;

/** The folders of Node and pnpm; looked for once in a process. */
function place() {
  return (found ??= current() ?? recall() ?? fetchToolchain());
}

/** An empty string when this process already has the toolchain. */
function current() {
  if (!process.version.startsWith(`v${nodeMajor}.`)) return undefined;
  return works(process.env) ? '' : undefined;
}

function recall() {
  if (!existsSync(remembered)) return undefined;
  const { path } = JSON.parse(readFileSync(remembered, 'utf8'));
  const env = { ...process.env, PATH: path + delimiter + process.env.PATH };
  return works(env) ? path : undefined;
}

function works(env) {
  const pnpm = spawnSync('pnpm', ['--version'], {
    env: { ...env, pnpm_config_manage_package_manager_versions: 'false' },
    encoding: 'utf8',
    shell: process.platform === 'win32',
    cwd: root,
  });
  if (pnpm.stdout?.trim() !== packageManager.split('@')[1]) return false;
  const node = spawnSync('node', ['--version'], { env, encoding: 'utf8' });
  return node.stdout?.startsWith(`v${nodeMajor}.`) ?? false;
}

function fetchToolchain() {
  process.stderr.write(`Fetching Node ${nodeMajor} and ${packageManager} through npx (once) …\n`);
  const npx = [
    '-y',
    '--prefer-offline',
    '-p',
    `node@${nodeMajor}`,
    '-p',
    packageManager,
    '-c',
    'node -p process.execPath && command -v pnpm',
  ];
  const result = spawnSync('npx', npx, {
    cwd: dirname(root),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const [node, pnpm] = (result.stdout ?? '').trim().split('\n').slice(-2);
  if (result.status !== 0 || !node || !pnpm) {
    process.stderr.write(
      `${result.stderr ?? ''}\nThe toolchain could not be fetched. Install Node ${nodeMajor} and ${packageManager}, or check the network, and try again.\n`,
    );
    process.exit(1);
  }
  const path = [...new Set([dirname(node), dirname(pnpm)])].join(delimiter);
  // An install may empty node_modules, so that the installation calls `remember` once more.
  if (existsSync(join(root, 'node_modules'))) write(path);
  return path;
}

/** Keeps the toolchain's place for the next command; called after an install, which may empty node_modules. */
export function remember() {
  const path = place();
  if (path !== '') write(path);
}

function write(path) {
  mkdirSync(dirname(remembered), { recursive: true });
  writeFileSync(remembered, JSON.stringify({ path }));
}
