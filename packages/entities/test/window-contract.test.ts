import { describe, expect, test } from 'vitest';
import { catalog, type EntityType } from '../src/index.js';
import { toFilterParameters } from '../src/model/wire-name.js';
import { findPaths } from './openapi.js';

const withWindow = Object.values<EntityType>(catalog).filter(({ window }) => window);

describe.each(withWindow.map((entityType) => [entityType.name, entityType] as const))('%s', (name, entityType) => {
  const { column = '', precision } = entityType.window ?? {};
  const field = entityType.fields[column];
  const [collection] = findPaths(entityType).collections;

  test(`${name} has a list with two bounds of its window column, in the precision that Twilio documents`, () => {
    expect(entityType.operations).toContain('LIST');
    expect(field).toMatchObject({ dataType: 'timestamp' });
    const documented = collection?.parameters('get', 'query') ?? {};
    for (const operator of ['>=', '<='] as const) {
      const [[, parameter] = []] = field ? toFilterParameters(column, field, operator) : [];
      expect(documented[parameter ?? '']).toMatchObject({ format: precision === 'day' ? 'date' : 'date-time' });
    }
  });

  test(`${name} declares that its window column is never null only if it is the time at which the entity was made`, () => {
    const isMadeThen = ['DateCreated', 'DateGenerated', 'EventDate'].includes(column);
    expect(entityType.window?.neverNull ?? false).toBe(isMadeThen);
  });
});

test('the long lists of the account are read in windows', () => {
  const names = withWindow.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Messages', 'Calls', 'Recordings', 'Conferences', 'Media', 'Alerts']));
});
