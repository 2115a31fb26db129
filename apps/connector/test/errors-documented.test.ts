import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CLIENT_CODES, ENTITY_CODES, PROXY_CODES, SCHEDULER_CODES, SECRET_CODES } from '../src/calls/failure.js';
import { QUERY_CODES } from '../src/queries/query-error.js';
import { VAULT_CODES } from '../src/secrets/errors.js';

const source = fileURLToPath(new URL('../src', import.meta.url));
const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const documented = new Set([...page.matchAll(/^\| `([A-Z_]+)`\s*\|/gm)].map((match) => match[1]));

/** Every reason that is a literal in the source of the app. */
function reasonsInSource(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const texts = files.map((file) => readFileSync(join(source, file), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/(?:reason: |fail\('[A-Z_]+', |unauthenticated\([^)]*,\s*)'([A-Z_]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
}

test('docs/errors.md lists exactly the reasons that the connector returns', () => {
  const reasons = new Set([
    ...Object.keys(ENTITY_CODES),
    ...Object.keys(SCHEDULER_CODES),
    ...Object.keys(CLIENT_CODES),
    ...Object.keys(PROXY_CODES).map((problem) => `PROXY_${problem}`),
    ...Object.keys(SECRET_CODES),
    ...Object.keys(VAULT_CODES),
    ...QUERY_CODES.map(([, , reason]) => reason),
    ...reasonsInSource(),
    // Methods and parameters that are not built have the canonical code as their reason.
    'UNIMPLEMENTED',
  ]);
  expect(documented).toEqual(reasons);
});
