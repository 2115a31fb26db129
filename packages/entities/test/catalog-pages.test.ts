import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogPages } from '../scripts/catalog-pages.js';
import { catalog, describeEntityType } from '../src/index.js';

test('docs/catalog is what the declarations say; `pnpm generate` writes it', () => {
  const folder = new URL('../../../docs/catalog/', import.meta.url);
  const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  expect(written).toEqual(new Map(catalogPages(Object.values(catalog).map(describeEntityType))));
});
