// Runs the gate "folders" on small trees of files, each of which breaks one rule.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gates } from '../gates.js';
import { command, CommandError } from './command.js';

const { command: cruiser, args } = gates.find(({ name }) => name === 'folders')!;

/** Source files by path. */
type Tree = Readonly<Record<string, string>>;

const DOMAINS = 'connections access network secrets idempotency store tools runtime calls observability usage'.split(
  ' ',
);
const FRONTS = ['rest', 'cli', 'sql', 'mcp', 'server'];

const CLEAN: Tree = {
  'apps/connector/src/errors.ts': 'export const errors = 1;\n',
  'apps/connector/src/env.ts': 'export const env = 1;\n',
  'apps/connector/src/store/database.ts': imports('../errors.js', '../env.js', './migrations.js'),
  'apps/connector/src/store/migrations.ts': 'export {};\n',
  'apps/connector/src/connections/connections.ts': imports('../store/database.js', '../errors.js'),
  'apps/connector/src/connections/connections.test.ts': imports('./connections.js', '../rest/app.js'),
  'apps/connector/src/calls/call.ts': imports('../connections/connections.js'),
  'apps/connector/src/rest/app.ts': imports('../calls/call.js'),
  'apps/connector/src/cli/list.ts': imports('../calls/call.js'),
  'apps/connector/src/server/listen.ts': imports('../rest/app.js'),
  'apps/connector/test/rest.test.ts': imports('../src/rest/app.js', './caller.js'),
  'apps/connector/test/caller.ts': imports('../src/rest/app.js'),
  'packages/entities/src/conditions/parse.ts': 'export {};\n',
  'packages/entities/src/engine/list.ts': imports('../conditions/parse.js', '../catalog/calls.js'),
  'packages/entities/src/catalog/calls.ts': 'export {};\n',
  'packages/entities/src/catalog/calls.test.ts': imports('../engine/list.js'),
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twilio-connector-folders-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the gate "folders"', () => {
  test('a tree that breaks no rule passes the gate', async () => {
    expect(await violationsIn(CLEAN)).toEqual([]);
  });

  test('a cycle of type imports fails the gate', async () => {
    const [a, b] = ['packages/client/src/a.ts', 'packages/client/src/b.ts'];
    const violations = await violationsIn({ ...CLEAN, [a]: typeImport('./b.js'), [b]: typeImport('./a.js') });
    expect(violations).toEqual([`no circles: ${a}`]);
  });

  test('a cycle of imports between test files fails the gate', async () => {
    const [a, b] = ['apps/connector/test/a.ts', 'apps/connector/test/b.ts'];
    const violations = await violationsIn({ ...CLEAN, [a]: imports('./b.js'), [b]: imports('./a.js') });
    expect(violations).toEqual([`no circles: ${a}`]);
  });

  test('an import of any front by any domain folder fails the gate', async () => {
    const pairs = DOMAINS.flatMap((domain) => FRONTS.map((front) => [domain, front] as const));
    const fronts = FRONTS.map((front) => [`apps/connector/src/${front}/front.ts`, 'export {};\n']);
    const domains = pairs.map(([domain, front]) => [
      `apps/connector/src/${domain}/to-${front}.ts`,
      typeImport(`../${front}/front.js`),
    ]);
    const violations = await violationsIn(Object.fromEntries([...fronts, ...domains]) as Tree);
    const expected = pairs.map(([domain, front]) => `apps/connector/src/${domain}/to-${front}.ts`);
    const found = violations.filter((violation) => violation.startsWith('domains import no front: '));
    expect(found).toEqual(expected.map((path) => `domains import no front: ${path}`).sort());
  });

  test('an import of another folder or file of the app by the store fails the gate', async () => {
    const [a, b] = ['apps/connector/src/store/a.ts', 'apps/connector/src/store/b.ts'];
    const violations = await violationsIn({
      ...CLEAN,
      'apps/connector/src/access/roles.ts': 'export {};\n',
      'apps/connector/src/connector.ts': 'export {};\n',
      [a]: imports('../access/roles.js'),
      [b]: typeImport('../connector.js'),
    });
    const found = violations.filter((violation) => violation.startsWith('store imports no other folder: '));
    expect(found).toEqual([`store imports no other folder: ${a}`, `store imports no other folder: ${b}`]);
  });

  test('an import of rest/ by another front or by a file of src/ fails the gate', async () => {
    const [cli, face] = ['apps/connector/src/cli/serve.ts', 'apps/connector/src/connector.ts'];
    const violations = await violationsIn({
      ...CLEAN,
      [cli]: imports('../rest/app.js'),
      [face]: typeImport('./rest/app.js'),
    });
    expect(violations).toEqual([`only server imports rest: ${cli}`, `only server imports rest: ${face}`]);
  });

  test('an import of SQLite by a folder that does not compose the server fails the gate', async () => {
    const path = 'apps/connector/src/secrets/vault.ts';
    const violations = await violationsIn({
      ...CLEAN,
      'apps/connector/src/store/sqlite/open-store.ts': 'export {};\n',
      'apps/connector/src/server/open-services.ts': imports('../store/sqlite/open-store.js'),
      [path]: typeImport('../store/sqlite/open-store.js'),
    });
    expect(violations).toEqual([`only composing code imports SQLite: ${path}`]);
  });

  test('an import against the folder order of the app fails the gate', async () => {
    const path = 'apps/connector/src/access/policies.ts';
    const violations = await violationsIn({ ...CLEAN, [path]: typeImport('../connections/connections.js') });
    expect(violations).toEqual([`folder order of apps/connector: ${path}`]);
  });

  test('an import of a test file or of test/ by a source file fails the gate', async () => {
    const [app, entities] = ['apps/connector/src/server/start.ts', 'packages/entities/src/conditions/fuzz.ts'];
    const violations = await violationsIn({
      ...CLEAN,
      [app]: imports('../../test/caller.js'),
      [entities]: imports('../catalog/calls.test.js'),
    });
    expect(violations).toContain(`source imports no test: ${app}`);
    expect(violations).toContain(`source imports no test: ${entities}`);
  });

  test('an import of a test file by another test fails the gate', async () => {
    const path = 'apps/connector/test/other.test.ts';
    const violations = await violationsIn({ ...CLEAN, [path]: imports('./rest.test.js') });
    expect(violations).toEqual([`tests import no test file: ${path}`]);
  });

  test('an import against the folder order of its package fails the gate', async () => {
    const path = 'packages/entities/src/catalog/messages.ts';
    const violations = await violationsIn({ ...CLEAN, [path]: typeImport('../engine/list.js') });
    expect(violations).toEqual([`folder order of packages/entities: ${path}`]);
  });
});

function imports(...paths: readonly string[]): string {
  return [...paths.map((path) => `import '${path}';\n`), 'export {};\n'].join('');
}

function typeImport(path: string): string {
  return `import type * as imported from '${path}';\nexport type Imported = typeof imported;\n`;
}

/** Writes the tree, runs the gate on it and returns `rule: file` of every violation that it reports, sorted. */
async function violationsIn(tree: Tree): Promise<string[]> {
  const cwd = await mkdtemp(join(folder, 'tree-'));
  for (const [path, source] of Object.entries({ 'packages/.keep': '', ...tree })) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), source);
  }
  try {
    await command(cruiser, args, { cwd });
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const found = [...error.message.matchAll(/^\s*error ([^:]+): (\S+) → /gm)];
    if (found.length === 0) throw error;
    return [...new Set(found.map(([, rule, path]) => `${rule}: ${path}`))].sort();
  }
}
