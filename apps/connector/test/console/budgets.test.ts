import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const BUILT = new URL('../../../console/dist/', import.meta.url);
const KB = 1024;
const FIRST_VIEW = { scripts: 150 * KB, styles: 15 * KB };
const OTHER_VIEW = 60 * KB;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', BUILT), 'utf8')) as Record<string, Chunk>;

/** The files that the browser loads for an entry, besides those that it has. */
function filesOf(entry: string, loaded: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const chunks = new Set<string>();
  const visit = (name: string): void => {
    if (chunks.has(name)) return;
    chunks.add(name);
    for (const imported of manifest[name]?.imports ?? []) visit(imported);
  };
  visit(entry);
  const files = [...chunks].flatMap((name) => [manifest[name]!.file, ...(manifest[name]!.css ?? [])]);
  return new Set(files.filter((file) => !loaded.has(file)));
}

function sizeOf(files: Iterable<string>, ending: string): number {
  const matching = [...files].filter((file) => file.endsWith(ending));
  return matching.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, BUILT))).length, 0);
}

const first = filesOf('index.html');

test('the first view loads at most 150 kB of scripts and 15 kB of styles, compressed with gzip', () => {
  expect(sizeOf(first, '.js')).toBeLessThanOrEqual(FIRST_VIEW.scripts);
  expect(sizeOf(first, '.css')).toBeLessThanOrEqual(FIRST_VIEW.styles);
});

const routes = manifest['index.html']?.dynamicImports ?? [];

test.each(routes)('%s loads at most 60 kB more', (route) => {
  expect(sizeOf(filesOf(route, first), '.js')).toBeLessThanOrEqual(OTHER_VIEW);
});

/** It is loaded after the page for SQL, which is whole without it: a plain field takes its place. */
const CODE_EDITOR = { entry: 'src/sql/editor/code-editor.ts', scripts: 115 * KB };

test('the code editor, which no page waits for, loads at most 115 kB after the page for SQL', () => {
  const page = new Set([...first, ...filesOf('src/sql/sql-page.tsx', first)]);
  expect([...page]).not.toContain(manifest[CODE_EDITOR.entry]?.file);
  expect(sizeOf(filesOf(CODE_EDITOR.entry, page), '.js')).toBeLessThanOrEqual(CODE_EDITOR.scripts);
});
