// Writes src/twilio/*.json, what the simulator knows of Twilio's OpenAPI: `pnpm generate`.
import { writeFileSync } from 'node:fs';
import { operationIndexes } from './operation-index.ts';

for (const [product, { paths, schemas }] of operationIndexes()) {
  const text = `{\n"paths": {\n${lines(paths)}\n},\n"schemas": {\n${lines(schemas)}\n}\n}\n`;
  writeFileSync(new URL(`../src/twilio/${product}.json`, import.meta.url), text);
}

/** A line for each path or schema, so that a new version of the OpenAPI is a diff that can be read. */
function lines(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n');
}
