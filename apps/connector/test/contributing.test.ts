import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { METHODS } from '../src/rest/methods.js';
import type { Method } from '../src/rest/method.js';

const root = new URL('../../../', import.meta.url);
const folder = new URL('.readme/contributing/', import.meta.url);
const text = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');
const section = text.slice(text.indexOf('### Add a REST method'));
const diff = /^```diff\n(?<diff>.*?)^```$/ms.exec(section)?.groups?.diff ?? '';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the example diff of a REST method in CONTRIBUTING.md applies to the current sources', () => {
  const { status, stderr } = spawnSync('git', ['apply', '--check', '--unidiff-zero', '-'], {
    cwd: fileURLToPath(root),
    input: diff,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

test('the example diff of a REST method in CONTRIBUTING.md is one file and one line of the registry', async () => {
  const [added = '', registered = ''] = diff.split(/^(?=diff --git)/m);
  expect(linesOf(registered)).toHaveLength(1);
  mkdirSync(folder, { recursive: true });
  const file = new URL('version.ts', folder);
  const source = linesOf(added).join('\n').replaceAll("'../method.js'", "'../../../src/rest/method.js'");
  writeFileSync(file, source);
  const methods = Object.values((await import(/* @vite-ignore */ fileURLToPath(file))) as Record<string, Method>);
  expect(methods).toHaveLength(1);
  expect(METHODS.map(({ id }) => id)).not.toContain(methods[0]?.id);
  expect(methods[0]?.handle({} as never, {} as never)).toEqual({ version: expect.any(String) });
});

/** The lines that a part of a diff adds. */
function linesOf(part: string): readonly string[] {
  return part
    .split('\n')
    .filter((line) => line.startsWith('+') && !line.startsWith('+++'))
    .map((line) => line.slice(1));
}
