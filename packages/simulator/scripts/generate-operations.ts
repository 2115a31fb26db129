// Writes src/twilio/operations from Twilio's OpenAPI documents, for the paths that are declared: `pnpm generate`.
import { writeFileSync } from 'node:fs';
import { PRODUCTS } from '../src/twilio/operation.js';
import { indexOf } from './operation-index.js';

for (const product of PRODUCTS) {
  writeFileSync(new URL(`../src/twilio/operations/${product}.json`, import.meta.url), indexOf(product));
}
