import { expect, test } from 'vitest';
import { CATALOG_METHODS, RUNTIME_METHODS, SERVER_METHODS } from '../src/rest/methods.js';
import { NOT_BUILT } from '../src/rest/not-built.js';
import { markdownTable } from './markdown-table.js';
import { METHODS } from '../src/rest/router.js';

const BUILT = { ...CATALOG_METHODS, ...RUNTIME_METHODS, ...SERVER_METHODS };
const missing = METHODS.map(({ id }) => id).filter((id) => /^v[12]\./.test(id) && !Object.hasOwn(BUILT, id));
const reasonOf = (id: string) =>
  Object.entries(NOT_BUILT)
    .filter(([start]) => id === start || id.startsWith(`${start}.`))
    .toSorted(([a], [b]) => b.length - a.length)[0]?.[1];

test('each reason is about a method that is not built', () => {
  const starts = Object.keys(NOT_BUILT);
  expect(starts.filter((start) => !missing.some((id) => id === start || id.startsWith(`${start}.`)))).toEqual([]);
});

test('docs/not-built.md lists every method of Google that is not built, and why', async () => {
  const rows = missing.toSorted().map((id) => [`\`${id}\``, reasonOf(id) ?? 'Not built yet.']);
  const page = [
    '# Methods of Google’s API that are not built',
    '',
    'Each of these methods answers 501 UNIMPLEMENTED with the reason given here. A test generates this page from `apps/connector/src/rest/not-built.ts`.',
    '',
    markdownTable([['method', 'why'], ...rows]),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../docs/not-built.md');
});
