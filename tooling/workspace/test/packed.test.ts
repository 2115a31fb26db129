// Packs the packages as a release does, installs them with npm outside the workspace and uses them, on the workspace's
// own Node and on the oldest supported one.
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

test('every published package has a tarball and a program that uses it', () => {
  expect([...packed.keys()].sort()).toEqual(names.toSorted());
  expect(Object.keys(consumers).sort()).toEqual(names.toSorted());
});

describe.each(names)('tarball of %s', (name) => {
  test(`the tarball of ${name} contains only the build, the source, the README and the licence`, async () => {
    const { folder, manifest } = packed.get(name)!;
    const files = await filesOf(folder);
    const required = ['LICENSE', 'README.md', 'package.json', ...targetsOf(manifest)];
    expect(required.filter((file) => !files.includes(file))).toEqual([]);
    const expected = /^(?:LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.+|src\/.+)$/;
    const isTestFile = /\.test\.|\/\.|\/(?:fixtures|test)\//;
    expect(files.filter((file) => !expected.test(file) || isTestFile.test(file))).toEqual([]);
  });

  test(`the package.json of ${name} requires the oldest tested Node and depends on published version ranges only`, () => {
    const { manifest } = packed.get(name)!;
    expect(manifest.engines.node).toBe(`>=${OLDEST}`);
    const ranges = Object.entries(manifest.dependencies ?? {});
    expect(ranges.filter(([, range]) => !/^[~^]?\d+\.\d+\.\d+/.test(range))).toEqual([]);
    expect(JSON.stringify(manifest)).not.toMatch(/"(?:workspace|catalog|link|file):/);
  });

  test(`no file of ${name} contains a path of the machine that built it`, async () => {
    const { folder } = packed.get(name)!;
    const files = await filesOf(folder);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const paths = [root, join(homedir(), '/')].filter((path) => path !== '/');
    expect(files.filter((_file, index) => paths.some((path) => texts[index]!.includes(path)))).toEqual([]);
  });

  test(`every source map of ${name} points to files in its tarball, or contains those of bundled packages`, async () => {
    const { folder } = packed.get(name)!;
    const files = await filesOf(folder);
    const maps = files.filter((file) => file.endsWith('.js.map'));
    expect(maps).not.toEqual([]);
    for (const map of maps) {
      const { sources, sourcesContent } = JSON.parse(await readFile(join(folder, map), 'utf8')) as SourceMap;
      const paths = sources.map((source) => normalize(join(dirname(map), source)));
      // The build writes a module that takes the place of another one itself.
      const isBundled = (path: string) => /^\.\.|^node_modules\/|replaced:/.test(path);
      expect(paths.filter((path) => !isBundled(path) && !files.includes(path))).toEqual([]);
      expect(paths.filter((path, index) => isBundled(path) && !sourcesContent?.[index])).toEqual([]);
    }
  });
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

describe.each(published)('$name installed in an empty folder', ({ name, bin = {} }) => {
  test(`npm installs ${name} and its siblings from their tarballs`, ({ skip }) => {
    const sources = orSkip(installed.get(name)!, skip);
    const tarballs = withSiblings(name, packed).map(({ tarball }) => tarball);
    expect(sources.toSorted()).toEqual(tarballs.toSorted());
  });

  test(`a strict program compiles against the declarations of ${name}`, async ({ skip }) => {
    orSkip(installed.get(name)!, skip);
    // Without Node's types and the workspace's source, so the package itself has to bring every type it needs.
    const options =
      '--noEmit --strict --skipLibCheck false --skipDefaultLibCheck --lib es2024,dom,dom.iterable --module nodenext';
    const tsc = join(root, 'tooling/workspace/node_modules/.bin/tsc');
    expect(await command(tsc, [...options.split(' '), 'consumer.ts'], { cwd: folderOf(name) })).toBe('');
  });

  describe.each([CURRENT, OLDEST])('on Node %s', (version) => {
    test(`a program that imports ${name} runs on Node ${version}`, async ({ skip }) => {
      orSkip(installed.get(name)!, skip);
      const where = { cwd: folderOf(name), env: onlyNode(orSkip(nodes.get(version)!, skip)) };
      expect(await command('node', ['--version'], where)).toContain(`v${version}.`);
      expect(JSON.parse(await command('node', ['consumer.ts'], where))).toEqual(consumers[name]!.prints);
    });

    test.for(Object.keys(bin))(
      `%s on Node ${version} prints its version and its usage and runs a server`,
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

/** The paths of all files below a folder, relative to it. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** The files that `exports` and `bin` point to. */
function targetsOf({ exports, bin = {} }: Packed['manifest']): string[] {
  const targets = Object.values(exports).map((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  return [...targets.flat(), ...Object.values(bin)].map((path) => normalize(path));
}
