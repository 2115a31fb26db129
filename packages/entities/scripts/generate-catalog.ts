// Writes docs/catalog from the declarations: `pnpm generate`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { catalog, describeEntityType } from '@twilio-connector/entities';
import { catalogPages } from './catalog-pages.ts';

const folder = new URL('../../../docs/catalog/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of catalogPages(Object.values(catalog).map(describeEntityType))) {
  writeFileSync(new URL(name, folder), text);
}
