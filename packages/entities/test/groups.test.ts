import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog, describeEntityType, type EntityType, summaryOf } from '../src/index.js';

const folder = join(import.meta.dirname, '../src/catalog');
/** The folder of each declaration, by the name of its entity type. */
const folders = new Map(
  globSync('*/*.ts', { cwd: folder }).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/defineEntityType\(\{\n {2}name: '(\w+)'/g)].map(
      ([, name = '']) => [name, file.split('/')[0] ?? ''] as const,
    ),
  ),
);
const entityTypes: readonly EntityType[] = Object.values(catalog);

test('the entity types of a folder form one group, and no two folders share a group', () => {
  const groups = Map.groupBy(entityTypes, ({ name }) => folders.get(name));
  expect(groups.has(undefined)).toBe(false);
  const words = [...groups.values()].map((types) => [...new Set(types.map(({ group }) => group))]);
  expect(words.filter((group) => group.length !== 1 || group[0] === undefined)).toEqual([]);
  expect(new Set(words.flat()).size).toBe(words.length);
});

test('the description of an entity type has its group and the columns of a short table', () => {
  for (const entityType of entityTypes) {
    const { group, summary } = describeEntityType(entityType);
    expect([group, summary]).toEqual([entityType.group, summaryOf(entityType)]);
  }
  expect(describeEntityType(catalog.Messages)).toMatchObject({ group: 'Messaging', summary: catalog.Messages.summary });
});
