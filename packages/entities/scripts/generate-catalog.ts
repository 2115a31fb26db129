// Generates docs/catalog and the list of entity types in the README: `pnpm generate`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { actions, catalog, describeAction, describeEntityType } from '@twilio-connector/entities';
import { createSimulator } from '@twilio-connector/simulator';
import { catalogPages } from './catalog-pages.ts';
import { withEntityTypes } from './readme-list.ts';

const folder = new URL('../../../docs/catalog/', import.meta.url);
const readme = new URL('../README.md', import.meta.url);
const entityTypes = Object.values(catalog);

rmSync(folder, { recursive: true, force: true });
mkdirSync(new URL('actions/', folder), { recursive: true });
const pages = catalogPages({
  entityTypes: entityTypes.map(describeEntityType),
  actions: Object.values(actions).map(describeAction),
  simulator: createSimulator(),
});
for (const [name, text] of pages) {
  writeFileSync(new URL(name, folder), text);
}
writeFileSync(readme, withEntityTypes(readFileSync(readme, 'utf8'), entityTypes));
