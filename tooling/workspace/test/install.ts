import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { command, withNode } from './command.js';
import type { Packed } from './published.js';
import { fromRegistry, type Reached } from './registry.js';

/**
 * Installs tarballs into a new folder with npm, run by the given Node: a dependency that does not support it is an
 * error. No script of a dependency runs, so none can need one.
 *
 * @returns the tarballs from which the packages were taken; the address of the registry for one that came from there
 */
export async function install(packages: readonly Packed[], folder: string, node: string): Promise<Reached<string[]>> {
  await mkdir(folder);
  // Without it, npm would look for a project in the folders above.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--engine-strict'];
  const tarballs = packages.map(({ tarball }) => `./${relative(folder, tarball)}`);
  return fromRegistry(async () => {
    await command('npm', ['install', ...options, ...tarballs], { cwd: folder, env: withNode(node) });
    const lockfile = JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly resolved: string }>>;
    };
    return Object.entries(lockfile.packages)
      .filter(([path]) => packages.some(({ manifest }) => path.endsWith(`node_modules/${manifest.name}`)))
      .map(([, { resolved }]) => (resolved.startsWith('file:') ? resolve(folder, resolved.slice(5)) : resolved));
  });
}
