import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../crash/server-process.js';
import { cli, runBuilt } from './built-command.js';

test('a command that reads rows does not load the code of the server and of the administration commands', async () => {
  // Node's debug log names every file that the command loads, and the source maps say which modules these contain.
  const { stderr } = await runBuilt(['list', 'Messages', '--explain'], { NODE_DEBUG: 'esm' });
  const files = new Set(stderr.match(/(?<=\/dist\/)[\w-]+\.js/g));
  const maps = await Promise.all([...files].map((file) => readFile(join(dirname(cli), `${file}.map`), 'utf8')));
  const modules = maps.flatMap((map) => (JSON.parse(map) as { readonly sources: readonly string[] }).sources);
  expect(modules).toContainEqual(expect.stringContaining('node_modules/commander/'));
  expect(modules).toContainEqual(expect.stringContaining('entities/src/catalog/'));
  const others =
    /node_modules\/(?:kysely|hono|jose|pino|string-width)\/|-handlers\.ts|cli\/(?:terraform\/|transfer\/(?!import-command))|simulator\/src/;
  expect(modules.filter((module) => others.test(module))).toEqual([]);
});

test('import loads the parser of Terraform files only for such a file, and ends although that parser runs on', async () => {
  const env = { CONNECTOR_TOKEN: 'test-token-0123456789-abcdefghijk', PORT: '1', NODE_DEBUG: 'esm,module' };
  const json = await runBuilt(['import', '-'], env, '[]');
  expect(json.stderr).not.toContain('hcl2json');
  const parsed = await runBuilt(['import', '-'], env, 'locals {}');
  expect(parsed.stderr).toContain('hcl2json');
  expect([json.code, parsed.code]).toEqual([0, 0]);
});

/** Names every file that the process opens or loads, on standard error. */
const NAME_FILES = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { registerHooks, syncBuiltinESMExports } from 'node:module';
  const name = (how, path) => void fs.writeSync(2, how + ' ' + path + '\\n');
  for (const of of [fs, fs.promises]) {
    for (const each of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream', 'readdir', 'readdirSync']) {
      const original = of[each];
      if (original) of[each] = (path, ...others) => (name('READS', path), original.call(of, path, ...others));
    }
  }
  syncBuiltinESMExports();
  registerHooks({ load: (url, context, next) => (name('LOADS', url), next(url, context)) });
`)}`;

/** The built files that contain a module: one of the command, and one of the package for programs. */
async function builtFilesOf(module: string): Promise<readonly string[]> {
  const folder = dirname(cli);
  const maps = (await readdir(folder)).filter((file) => file.endsWith('.js.map'));
  const texts = await Promise.all(maps.map((map) => readFile(join(folder, map), 'utf8')));
  return maps
    .filter((_, index) => texts[index]?.includes(module))
    .map((map) => join(folder, map.replace(/\.map$/, '')));
}

test('a server reads the files of the console, and loads the code that serves them, only when a browser asks for them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-reads-'));
  const env = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'f'.repeat(32) };
  const server = startServer({ folder, env, preload: NAME_FILES });
  onTestFinished(async () => {
    await server.kill();
    rmSync(folder, { recursive: true });
  });
  const url = await server.ready;
  if (url === undefined) throw new Error(server.errorOutput());
  const files = await builtFilesOf('src/rest/console/console-files.ts');
  const loadedIn = (output: string) => files.filter((file) => output.includes(`LOADS file://${file}`));
  for (const path of ['/healthz', '/v1/projects/local/locations/local/connections', '/', '/console/session']) {
    await fetch(url + path, { redirect: 'manual' });
  }
  const before = server.errorOutput();
  expect(before).toContain(`READS ${folder}`);
  expect(before).toContain(`LOADS file://${dirname(cli)}`);
  expect(before).not.toContain('/dist/console/');
  expect(loadedIn(before)).toEqual([]);
  const page = await (await fetch(`${url}/console/`)).text();
  const [, script = ''] = /src="([^"]+)"/.exec(page) ?? [];
  await (await fetch(url + script)).text();
  expect(loadedIn(server.errorOutput())).toHaveLength(1);
  expect(server.errorOutput()).toMatch(/READS \S+\/dist\/console\/index\.html/);
  expect(server.errorOutput()).toContain(`READS ${join(dirname(cli), script)}`);
});
