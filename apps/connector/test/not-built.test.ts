import { expect, test } from 'vitest';
import { GOOGLE_METHODS } from '../src/rest/google/index.js';
import { METHODS } from '../src/rest/methods.js';
import { whyNotBuilt } from '../src/rest/not-built.js';
import { markdownTable } from './markdown-table.js';

const built = METHODS.map(({ id }) => id);
const missing = [...new Set(GOOGLE_METHODS.map(({ id }) => id))].filter((id) => !built.includes(id));

test('docs/not-built.md lists every method of Google that is not built, with the reason', async () => {
  const rows = missing.toSorted().map((id) => [`\`${id}\``, whyNotBuilt(id) ?? 'It may be added later.']);
  const page = [
    "# Methods of Google's APIs that are not built",
    '',
    'Each method answers 501 UNIMPLEMENTED with its reason to every caller with a valid token. A test generates this page',
    'from `apps/connector/src/rest/not-built.ts`.',
    '',
    markdownTable([['method', 'reason'], ...rows]),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../docs/not-built.md');
});
