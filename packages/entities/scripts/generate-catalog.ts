// Writes docs/catalog, and the list in the README, from the declarations: `pnpm generate`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { catalog, describeEntityType } from '@twilio-connector/entities';
import { catalogPages } from './catalog-pages.ts';
import { withEntityTypes } from './readme-list.ts';

const folder = new URL('../../../docs/catalog/', import.meta.url);
const readme = new URL('../README.md', import.meta.url);
const entityTypes = Object.values(catalog);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of catalogPages(entityTypes.map(describeEntityType))) {
  writeFileSync(new URL(name, folder), text);
}
writeFileSync(readme, withEntityTypes(readFileSync(readme, 'utf8'), entityTypes));
