// What is published works for who installs it: packed as a release packs it, installed by npm where there is nothing
// of this workspace, on the Node that the workspace uses and on the oldest that the packages promise.
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../toolchain.js';
import { command, onlyNode } from './command.js';
import { consumers, servingCommands } from './consumers.js';
import { install } from './install.js';
import { pack, type Packed, publishedPackages, withSiblings } from './published.js';
import { findNode, orSkip, type Reached } from './registry.js';
import { startCommand } from './start-command.js';

const OLDEST = '22.18';
const CURRENT = (await readFile(join(root, '.node-version'), 'utf8')).trim();
const published = await publishedPackages();
const names = published.map(({ name }) => name);

let room = '';
let packed: ReadonlyMap<string, Packed> = new Map();
let nodes: ReadonlyMap<string, Reached<string>> = new Map();
let installed: ReadonlyMap<string, Reached<string[]>> = new Map();

beforeAll(async () => {
  room = await realpath(await mkdtemp(join(tmpdir(), 'twilio-connector-packed-')));
  const tarballs = join(room, 'tarballs');
  await mkdir(tarballs);
  packed = await pack(names, tarballs);
  nodes = new Map([
    [CURRENT, await findNode(CURRENT)],
    [OLDEST, await findNode(OLDEST)],
  ]);
  const installations = names.map(async (name) => {
    const oldest = nodes.get(OLDEST)!;
    if ('unreachable' in oldest) return [name, oldest] as const;
    const result = await install(withSiblings(name, packed), folderOf(name), oldest.value);
    await writeFile(join(folderOf(name), 'consumer.ts'), consumers[name]?.source ?? '');
    return [name, result] as const;
  });
  installed = new Map(await Promise.all(installations));
});

afterAll(() => rm(room, { recursive: true, force: true }));

test('every published package is packed, and has a program that uses it', () => {
  expect([...packed.keys()].sort()).toEqual(names.toSorted());
  expect(Object.keys(consumers).sort()).toEqual(names.toSorted());
});

describe.each(names)('the tarball of %s', (name) => {
  test('holds what was built, its source, the README and the licence, and nothing else', async () => {
    const { folder, manifest } = packed.get(name)!;
    const files = await filesOf(folder);
    const needed = ['LICENSE', 'README.md', 'package.json', ...targetsOf(manifest)];
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
    const belongs = /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.+|src\/.+)$/;
    const isOfTests = /\.test\.|\/\.|\/(?:fixtures|test)\//;
    expect(files.filter((file) => !belongs.test(file) || isOfTests.test(file))).toEqual([]);
  });

  test('promises the Node on which it is tested, and depends on versions that a registry can have', () => {
    const { manifest } = packed.get(name)!;
    expect(manifest.engines.node).toBe(`>=${OLDEST}`);
    const ranges = Object.entries(manifest.dependencies ?? {});
    expect(ranges.filter(([, range]) => !/^[~^]?\d+\.\d+\.\d+/.test(range))).toEqual([]);
    expect(JSON.stringify(manifest)).not.toMatch(/"(?:workspace|catalog|link|file):/);
  });

  test('names no place of the machine on which it was built', async () => {
    const { folder } = packed.get(name)!;
    const files = await filesOf(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const places = [root, join(homedir(), '/')].filter((place) => place !== '/');
    expect(files.filter((_file, index) => places.some((place) => texts[index]!.includes(place)))).toEqual([]);
  });

  test('has source maps that lead to its source', async () => {
    const { folder } = packed.get(name)!;
    const files = await filesOf(folder);
    const maps = files.filter((file) => file.endsWith('.js.map'));
    expect(maps).not.toEqual([]);
    for (const map of maps) {
      const { sources } = JSON.parse(await readFile(join(folder, map), 'utf8')) as { readonly sources: string[] };
      const paths = sources.map((source) => normalize(join(dirname(map), source)));
      expect(paths.filter((path) => !files.includes(path))).toEqual([]);
    }
  });
});

describe.each(published)('$name, installed by npm into an empty folder', ({ name, bin = {} }) => {
  test('takes the packages of the workspace from their tarballs', ({ skip }) => {
    const sources = orSkip(installed.get(name)!, skip);
    const tarballs = withSiblings(name, packed).map(({ tarball }) => tarball);
    expect(sources.toSorted()).toEqual(tarballs.toSorted());
  });

  test('has declarations against which a strict program compiles', async ({ skip }) => {
    orSkip(installed.get(name)!, skip);
    // Neither the types of Node nor the workspace's source: what the declarations need, the package has to bring.
    const options =
      '--noEmit --strict --skipLibCheck false --skipDefaultLibCheck --lib es2024,dom,dom.iterable --module nodenext';
    const tsc = join(root, 'tooling/workspace/node_modules/.bin/tsc');
    expect(await command(tsc, [...options.split(' '), 'consumer.ts'], { cwd: folderOf(name) })).toBe('');
  });

  describe.each([CURRENT, OLDEST])('on Node %s', (version) => {
    test('is imported and runs', async ({ skip }) => {
      orSkip(installed.get(name)!, skip);
      const where = { cwd: folderOf(name), env: onlyNode(orSkip(nodes.get(version)!, skip)) };
      expect(await command('node', ['--version'], where)).toContain(`v${version}.`);
      expect(JSON.parse(await command('node', ['consumer.ts'], where))).toEqual(consumers[name]!.prints);
    });

    test.for(Object.keys(bin))(
      'has the command %s, which says its version and usage, and serves',
      async (file, { skip }) => {
        orSkip(installed.get(name)!, skip);
        const where = { cwd: folderOf(name), env: onlyNode(orSkip(nodes.get(version)!, skip)) };
        const path = join('node_modules/.bin', file);
        expect(await command(path, ['--version'], where)).toBe(packed.get(name)!.manifest.version);
        expect(await command(path, ['--help'], where)).toContain(`Usage: ${file} `);
        const { args, env, healthPath } = servingCommands[file]!;
        const running = await startCommand(path, args, { ...where, env: { ...where.env, ...env } });
        const health = await fetch(running.url + healthPath).finally(() => running.stop());
        expect(health.status).toBe(200);
        expect(await running.stop()).toBe(0);
      },
    );
  });
});

function folderOf(name: string): string {
  return join(room, name.replaceAll('/', '+'));
}

/** The paths of all files of a folder, from the folder on. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** The files that `exports` and `bin` name. */
function targetsOf({ exports, bin = {} }: Packed['manifest']): string[] {
  const targets = Object.values(exports).map((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  return [...targets.flat(), ...Object.values(bin)].map((path) => normalize(path));
}
