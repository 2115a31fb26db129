import { readdirSync, readFileSync } from 'node:fs';
import { createSimulator } from '@twilio-connector/simulator';
import { expect, test } from 'vitest';
import { catalogPages } from '../scripts/catalog-pages.js';
import { withEntityTypes } from '../scripts/readme-list.js';
import { type Action, actions, catalog, describeAction, describeEntityType, type EntityType } from '../src/index.js';

const entityTypes: readonly EntityType[] = Object.values(catalog);

test('docs/catalog matches the declarations; run `pnpm generate` to update it', () => {
  const folder = new URL('../../../docs/catalog/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  const written = new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  const pages = catalogPages({
    entityTypes: entityTypes.map(describeEntityType),
    actions: Object.values<Action>(actions).map(describeAction),
    simulator: createSimulator(),
  });
  expect(written).toEqual(new Map(pages));
});

test('the README lists every entity type; run `pnpm generate` to update it', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withEntityTypes(readme, entityTypes));
});
