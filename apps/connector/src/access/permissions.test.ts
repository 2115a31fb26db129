import { expect, test } from 'vitest';
import { GOOGLE_METHODS } from '../rest/router.js';
import {
  ACTION_PERMISSION,
  auditOfOperation,
  isAuditedWrite,
  METHOD_ACCESS,
  permissionOfOperation,
} from './permissions.js';

test('every method of both of Google’s APIs has a row, and no row is of another', () => {
  expect(Object.keys(METHOD_ACCESS).toSorted()).toEqual(GOOGLE_METHODS.map(({ id }) => id).toSorted());
});

test.each(GOOGLE_METHODS.filter(({ httpMethod }) => httpMethod === 'GET' || httpMethod === 'PATCH'))(
  '$id: a GET is a read, a PATCH a write',
  ({ id, httpMethod }) => {
    const { audit } = METHOD_ACCESS[id] ?? { audit: 'ADMIN_READ' };
    expect(isAuditedWrite(audit)).toBe(httpMethod === 'PATCH');
  },
);

test('only what the request decides has no permission of its own', () => {
  const ids = Object.keys(METHOD_ACCESS).filter((id) => !METHOD_ACCESS[id]?.permission.includes('.'));
  expect(ids).toEqual([
    'v1.connections.testIamPermissions',
    'v1.providers.testIamPermissions',
    'v2.connections.tools.execute',
    'v2.integrations.executeConnection',
  ]);
});

test.each([
  ['LIST', false, 'connectors.entities.list'],
  ['LIST', true, 'connectors.entities.list'],
  ['GET', false, 'connectors.entities.get'],
  ['CREATE', false, 'connectors.entities.create'],
  ['UPDATE', false, 'connectors.entities.update'],
  ['UPDATE', true, 'connectors.entities.updateEntitiesWithConditions'],
  ['DELETE', false, 'connectors.entities.delete'],
  ['DELETE', true, 'connectors.entities.deleteEntitiesWithConditions'],
] as const)('%s with conditions: %s takes %s', (operation, hasConditions, permission) => {
  expect(permissionOfOperation(operation, hasConditions)).toBe(permission);
});

test('an operation takes the same, and is logged the same, as the method that is only for it', () => {
  const methods = { LIST: 'list', GET: 'get', CREATE: 'create', UPDATE: 'patch', DELETE: 'delete' } as const;
  for (const operation of ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] as const) {
    expect(METHOD_ACCESS[`v2.connections.entityTypes.entities.${methods[operation]}`]).toEqual({
      permission: permissionOfOperation(operation),
      audit: auditOfOperation(operation),
    });
  }
  expect(METHOD_ACCESS['v2.connections.actions.execute']?.permission).toBe(ACTION_PERMISSION);
});
