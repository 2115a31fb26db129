import { expect, test } from 'vitest';
import { operationIndexes } from '../scripts/operation-index.ts';
import { PRODUCTS } from '../src/twilio/products.js';

test.each(PRODUCTS)('what is known of %s is what `pnpm generate` would write', async (product) => {
  const { default: written } = (await import(`../src/twilio/${product}.json`)) as { readonly default: unknown };
  expect(written).toEqual(operationIndexes().get(product));
});
