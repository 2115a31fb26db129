import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogPages } from '../scripts/catalog-pages.js';
import { withEntityTypes } from '../scripts/readme-list.js';
import { catalog, describeEntityType, type EntityType } from '../src/index.js';

const entityTypes: readonly EntityType[] = Object.values(catalog);

test('docs/catalog is what the declarations say; `pnpm generate` writes it', () => {
  const folder = new URL('../../../docs/catalog/', import.meta.url);
  const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  expect(written).toEqual(new Map(catalogPages(entityTypes.map(describeEntityType))));
});

test('the README names every entity type; `pnpm generate` writes that too', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withEntityTypes(readme, entityTypes));
});
