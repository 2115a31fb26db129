import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
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
