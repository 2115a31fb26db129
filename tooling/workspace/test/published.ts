import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.js';

/** The fields of a package.json that matter to users of the package. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package as it would be published: its tarball and the folder with the unpacked contents. */
export interface Packed {
  readonly tarball: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The package.json of every published package: all packages of the workspace that are not private. */
export async function publishedPackages(): Promise<Manifest[]> {
  const listed = JSON.parse(await command('pnpm', ['list', '--recursive', '--depth=-1', '--json'])) as {
    readonly path: string;
    readonly private: boolean;
  }[];
  return Promise.all(listed.filter((entry) => !entry.private).map(({ path }) => readManifest(path)));
}

/** Builds the packages, packs them as a release does and unpacks the tarballs. Returns them by name. */
export async function pack(names: readonly string[], into: string): Promise<ReadonlyMap<string, Packed>> {
  const filters = names.map((name) => `--filter=${name}`);
  await command('turbo', ['run', 'build', '--output-logs=errors-only', ...filters]);
  const packArgs = ['--recursive', ...filters, 'pack', '--json', '--pack-destination', into];
  // pnpm prints an object instead of a list if it packed only one package.
  const written = [JSON.parse(await command('pnpm', packArgs)) as { readonly name: string; readonly filename: string }];
  const entries = written.flat().map(async ({ name, filename }) => {
    const target = join(into, name);
    await mkdir(target, { recursive: true });
    await command('tar', ['-xzf', filename, '-C', target]);
    const folder = join(target, 'package');
    return [name, { tarball: filename, folder, manifest: await readManifest(folder) }] as const;
  });
  return new Map(await Promise.all(entries));
}

/** A package and the packages of the workspace that it depends on, directly or indirectly. */
export function withSiblings(name: string, packed: ReadonlyMap<string, Packed>): Packed[] {
  const found = new Set<Packed>();
  const add = (wanted: string) => {
    const entry = packed.get(wanted);
    if (!entry || found.has(entry)) return;
    found.add(entry);
    Object.keys(entry.manifest.dependencies ?? {}).forEach(add);
  };
  add(name);
  return [...found];
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}
