import { describe, expect, test } from 'vitest';
import { findRoute, PATHS } from './router.js';

const C = '/v2/projects/p/locations/l/connections/c';
/** More segments than paths are told apart by. */
const LONG_ID = 'a/'.repeat(50) + 'b';

describe('findRoute', () => {
  test.each([
    ['GET', `${C}/entityTypes`, 'v2.connections.entityTypes.list', {}],
    ['GET', `${C}/entityTypes/Calls`, 'v2.connections.entityTypes.get', { entityTypesId: 'Calls' }],
    ['GET', `${C}/entityTypes/Calls/entities`, 'v2.connections.entityTypes.entities.list', {}],
    ['GET', `${C}/entityTypes/Calls/entities/CA1`, 'v2.connections.entityTypes.entities.get', { entitiesId: 'CA1' }],
    [
      'GET',
      `${C}/entityTypes/Calls/entities/SM%20a/1`,
      'v2.connections.entityTypes.entities.get',
      { entitiesId: 'SM a/1' },
    ],
    [
      'GET',
      `${C}/entityTypes/Calls/entities/${LONG_ID}`,
      'v2.connections.entityTypes.entities.get',
      { entitiesId: LONG_ID },
    ],
    ['GET', `${C}/entityTypes/Calls/entities/a%2Fb`, 'v2.connections.entityTypes.entities.get', { entitiesId: 'a/b' }],
    [
      'GET',
      `${C}/entityTypes/Calls/entities/whatsapp:+1`,
      'v2.connections.entityTypes.entities.get',
      { entitiesId: 'whatsapp:+1' },
    ],
    ['PATCH', `${C}/entityTypes/Calls/entities/CA1`, 'v2.connections.entityTypes.entities.patch', {}],
    [
      'POST',
      `${C}/entityTypes/Calls/entities:updateEntitiesWithConditions`,
      'v2.connections.entityTypes.entities.updateEntitiesWithConditions',
      { entityTypesId: 'Calls' },
    ],
    ['GET', `${C}:checkStatus`, 'v2.connections.checkStatus', { connectionsId: 'c' }],
    ['POST', `${C}:executeSqlQuery`, 'v2.connections.executeSqlQuery', { connectionsId: 'c' }],
    [
      'GET',
      '/v1/projects/p/locations/l/connections/c',
      'v1.connections.get',
      { projectsId: 'p', locationsId: 'l', connectionsId: 'c' },
    ],
    [
      'GET',
      '/v1/projects/p/locations/l/connections/c/connectionSchemaMetadata:getEntityType',
      'v1.connections.connectionSchemaMetadata.getEntityType',
      {},
    ],
  ])('%s %s is routed to %s', (verb, path, id, params) => {
    const route = findRoute(verb, path);
    expect(route.id).toBe(id);
    expect(route.params).toMatchObject(params);
  });

  test.each([
    ['GET', '/v2/nothing'],
    ['GET', '/v3/projects/p/locations/l/connections/c'],
    ['PUT', `${C}/entityTypes/Calls/entities/CA1`],
    ['GET', `${C}/entityTypes//entities`],
    ['GET', '/v2/projects/p/../../etc/passwd'],
  ])('the path %s %s is not found', (verb, path) => {
    expect(() => findRoute(verb, path)).toThrow(expect.objectContaining({ code: 'NOT_FOUND', reason: 'UNKNOWN_PATH' }));
  });

  test('a path with invalid percent-encoding is refused', () => {
    expect(() => findRoute('GET', `${C}/entityTypes/%zz`)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('the router knows every method of v1, v2 and the task, implemented or not', () => {
    expect(PATHS.filter(({ id }) => /^v[12]\./.test(id))).toHaveLength(107);
  });
});
