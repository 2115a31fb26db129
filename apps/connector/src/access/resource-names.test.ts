import { expect, test } from 'vitest';
import { resourceOfPath, unknownConnection } from './resource-names.js';

const ofConnection = { projectsId: 'p', locationsId: 'l', connectionsId: 'c' };

test.each([
  [ofConnection, 'projects/p/locations/l/connections/c'],
  [{ ...ofConnection, entitiesId: 'a/b' }, 'projects/p/locations/l/connections/c'],
  [{ projectsId: 'p', locationsId: 'l' }, 'projects/p'],
  [{ projectsId: 'p', locationsId: 'l', operationsId: 'o' }, 'projects/p'],
  [{ tokensId: 't' }, ''],
])('the path parameters %j name the resource %j', (params, resource) => {
  expect(resourceOfPath(params)).toBe(resource);
});

test.each([
  { projectsId: 'p/locations/l/connections/c' },
  { projectsId: '' },
  { ...ofConnection, projectsId: 'p/x' },
  { ...ofConnection, locationsId: 'l/connections/c' },
  { ...ofConnection, connectionsId: 'c/x' },
  { ...ofConnection, connectionsId: '' },
])('the path parameters %j are refused', (params) => {
  expect(() => resourceOfPath(params)).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      reason: 'INVALID_PATH',
      message: 'The ids of a project, location and connection must not be empty or contain a slash.',
    }),
  );
});

test('an unknown connection is named, and the error says how to find the others', () => {
  expect(unknownConnection('projects/p/locations/l/connections/c')).toMatchObject({
    code: 'NOT_FOUND',
    reason: 'UNKNOWN_CONNECTION',
    message:
      'There is no connection "projects/p/locations/l/connections/c". Use connections.list to list the connections.',
  });
});
