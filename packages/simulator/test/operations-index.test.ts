import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationIndexOf } from '../scripts/operation-index.js';
import { resources } from '../src/resources/registry.js';
import { PRODUCTS } from '../src/twilio/operation.js';

test.each(PRODUCTS)('the operations index of %s is up to date with `pnpm generate`', (product) => {
  const file = new URL(`../src/twilio/operations/${product}.json`, import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(operationIndexOf(product));
});

test('the README names every resource', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const named = new Set(readme.match(/\b[A-Z]\w+/g));
  expect(resources.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
});

test('every resource has at least one operation, and every list names its collection', () => {
  for (const { name, operations } of resources) {
    expect([name, Object.keys(operations)]).not.toEqual([name, []]);
    expect([name, operations.list && typeof operations.list.collection]).toEqual([name, operations.list && 'string']);
  }
});
