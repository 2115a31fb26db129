import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { EntityType } from '../src/index.js';
import { toSource } from '../src/model/wire-name.js';
import { findPaths } from './openapi.js';

const root = new URL('../../../', import.meta.url);
const folder = new URL('.readme/', import.meta.url);
const text = readFileSync(new URL('CONTRIBUTING.md', root), 'utf8');
const diff = /^```diff\n(?<diff>.*?)^```$/ms.exec(text)?.groups?.diff ?? '';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the example diff of CONTRIBUTING.md applies to the current sources', () => {
  const { status, stderr } = spawnSync('git', ['apply', '--check', '--unidiff-zero', '-'], {
    cwd: fileURLToPath(root),
    input: diff,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

test("the declaration in the example diff of CONTRIBUTING.md matches Twilio's document", async () => {
  const added =
    diff.split(/^(?=diff --git|--- a\/)/m).find((part) => part.includes('catalog/verify/verify-rate-limits.ts\n')) ??
    '';
  const lines = added.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++'));
  const source = lines.map((line) => line.slice(1)).join('\n');
  mkdirSync(folder, { recursive: true });
  const file = new URL('declaration.ts', folder);
  writeFileSync(file, source.replace('../../model/', '../../src/model/'));
  const module = (await import(/* @vite-ignore */ fileURLToPath(file))) as Record<string, EntityType>;
  const [declared] = Object.values(module);
  expect(declared).toBeDefined();
  const { collections, instance } = findPaths(declared as EntityType);
  const [collection] = collections;
  expect([collection?.verbs, instance?.verbs]).toEqual([
    ['get', 'post'],
    ['get', 'post', 'delete'],
  ]);
  const sources = Object.entries((declared as EntityType).fields).map(
    ([name, field]) => toSource(name, field)[0] ?? '',
  );
  expect(sources.sort()).toEqual(Object.keys(instance?.answer('get') ?? {}).sort());
  expect(lines.length).toBeLessThan(45);
});
