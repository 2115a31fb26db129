// `pnpm generate`: writes src/twilio/operations from Twilio's OpenAPI documents, for all declared paths.
import { writeFileSync } from 'node:fs';
import { PRODUCTS } from '../src/twilio/operation.js';
import { operationIndexOf } from './operation-index.js';

for (const product of PRODUCTS) {
  writeFileSync(new URL(`../src/twilio/operations/${product}.json`, import.meta.url), operationIndexOf(product));
}
