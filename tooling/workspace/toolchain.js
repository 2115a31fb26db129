import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const rememberedFile = join(root, 'node_modules/.cache/twilio-connector/toolchain.json');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const nodeMajor = readFileSync(join(root, '.node-version'), 'utf8').trim();

/**
 * The environment of the workspace's commands. PATH has Node 24 and the pinned pnpm first, and the tools of this package
 * last. If the machine lacks either, npx fetches both once; later commands reuse them without network access.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolchain() {
  return {
    ...process.env,
    PATH: [toolchainPath(), process.env.PATH, join(root, 'tooling/workspace/node_modules/.bin')]
      .filter(Boolean)
      .join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    // The pinned pnpm is already on PATH; it must not download another copy of itself.
    pnpm_config_manage_package_manager_versions: 'false',
  };
}

/** Runs a command with the workspace's toolchain and returns its exit code. */
export function run(command, args, options = {}) {
  const { env, ...rest } = options;
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...toolchain(), ...env }, ...rest });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs a command with the workspace's toolchain in the background. Returns its exit code and its output, in order. */
export async function capture(command, args, { env } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...toolchain(), ...env },
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output: Buffer.concat(chunks).toString() };
}

let found;

/** The PATH entries of Node and pnpm, or an empty string if PATH already has them. Looked up once per process. */
function toolchainPath() {
  return (found ??= currentToolchain() ?? rememberedToolchain() ?? fetchToolchain());
}

function currentToolchain() {
  if (!process.version.startsWith(`v${nodeMajor}.`)) return undefined;
  return hasToolchain(process.env) ? '' : undefined;
}

function rememberedToolchain() {
  if (!existsSync(rememberedFile)) return undefined;
  const { path } = JSON.parse(readFileSync(rememberedFile, 'utf8'));
  const env = { ...process.env, PATH: path + delimiter + process.env.PATH };
  return hasToolchain(env) ? path : undefined;
}

function hasToolchain(env) {
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
  process.stderr.write(`Fetching Node ${nodeMajor} and ${packageManager} with npx (first run only) …\n`);
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
      `${result.stderr ?? ''}\nCould not fetch the toolchain. Check the network and try again, or install Node ${nodeMajor} and ${packageManager}.\n`,
    );
    process.exit(1);
  }
  const path = [...new Set([dirname(node), dirname(pnpm)])].join(delimiter);
  if (existsSync(join(root, 'node_modules'))) writeToolchainPath(path);
  return path;
}

/** Stores the toolchain's path for later commands. Call it after each installation, which may empty node_modules. */
export function rememberToolchain() {
  const path = toolchainPath();
  if (path !== '') writeToolchainPath(path);
}

function writeToolchainPath(path) {
  mkdirSync(dirname(rememberedFile), { recursive: true });
  writeFileSync(rememberedFile, JSON.stringify({ path }));
}
