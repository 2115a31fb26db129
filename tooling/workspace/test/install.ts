import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { command, withNode } from './command.js';
import type { Packed } from './published.js';
import { fromRegistry, type Reached } from './registry.js';

/**
 * Installs tarballs into a new folder with npm on the given Node. It fails if a dependency does not support that Node
 * version. Install scripts of dependencies do not run, so the packages cannot rely on them.
 *
 * @returns where each package was installed from: the path of its tarball, or a URL if it came from the registry
 */
export async function install(packages: readonly Packed[], folder: string, node: string): Promise<Reached<string[]>> {
  await mkdir(folder);
  // Without a package.json here, npm would install into a parent folder that has one.
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
