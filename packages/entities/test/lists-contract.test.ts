import { describe, expect, test } from 'vitest';
import { catalog, type EntityType, type Field } from '../src/index.js';
import { isInPath } from '../src/model/index.js';
import { toSource } from '../src/model/wire-name.js';
import { findPaths, itemsOf } from './openapi.js';

const listed = Object.values<EntityType>(catalog).filter(({ operations }) => operations.includes('LIST'));
const alone = Object.values<EntityType>(catalog).filter((entityType) => !listed.includes(entityType));

describe.each(listed.map((entityType) => [entityType.name, entityType] as const))('%s', (name, entityType) => {
  const { collections, instance } = findPaths(entityType);
  const [collection] = collections;

  test(`${name} declares the columns that its lists omit and the answer that contains them`, () => {
    const inList = itemsOf(collection, entityType);
    const inGet = entityType.operations.includes('GET') ? instance?.answer('get') : undefined;
    const columns = Object.entries<Field>(entityType.fields).filter(
      ([column, { readable }]) => readable !== false && !isInPath(entityType, column),
    );
    for (const [column, field] of columns) {
      const [source = ''] = toSource(column, field);
      const isInList = source in inList;
      const isInGet = source in (inGet ?? inList);
      expect(field.onlyIn, column).toBe(isInList ? undefined : isInGet ? 'GET' : 'CREATE');
      // Declarations cannot express a column that only lists contain, because Twilio has none.
      expect(isInList && !isInGet, column).toBe(false);
    }
  });

  test(`${name} declares whether its list lacks links to further pages`, () => {
    const answered = collection?.answer('get') ?? {};
    expect(entityType.isOnePage ?? false).toBe(!('next_page_uri' in answered || 'meta' in answered));
  });
});

test('entity types without LIST declare no list properties', () => {
  const fields = alone.flatMap((entityType) => Object.values<Field>(entityType.fields));
  expect(fields.filter(({ onlyIn }) => onlyIn)).toEqual([]);
  expect(alone.filter(({ isOnePage }) => isOnePage)).toEqual([]);
});
