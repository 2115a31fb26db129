import { expect, test } from 'vitest';
import { METHODS } from '../rest/methods.js';
import { actionAccess, isAuditedWrite, operationAccess, QUERY_ACCESS } from './permissions.js';

test.each([
  ['LIST', false, 'connectors.entities.list'],
  ['LIST', true, 'connectors.entities.list'],
  ['GET', false, 'connectors.entities.get'],
  ['CREATE', false, 'connectors.entities.create'],
  ['UPDATE', false, 'connectors.entities.update'],
  ['UPDATE', true, 'connectors.entities.updateEntitiesWithConditions'],
  ['DELETE', false, 'connectors.entities.delete'],
  ['DELETE', true, 'connectors.entities.deleteEntitiesWithConditions'],
] as const)(
  'the operation %s (with conditions: %s) requires the permission %s',
  (operation, hasConditions, permission) => {
    expect(operationAccess(operation, hasConditions).permission).toBe(permission);
  },
);

test('an operation has the same permission and audit type in every method that carries it out', () => {
  const accessOf = (id: string) => {
    const method = METHODS.find((one) => one.id === `v2.connections.${id}`);
    return { permission: method?.permission, audit: method?.audit };
  };
  const methods = { LIST: 'list', GET: 'get', CREATE: 'create', UPDATE: 'patch', DELETE: 'delete' } as const;
  for (const operation of ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] as const) {
    expect(accessOf(`entityTypes.entities.${methods[operation]}`)).toEqual(operationAccess(operation));
  }
  expect(accessOf('actions.execute')).toEqual(actionAccess('SendMessage'));
});

test('the action ExecuteCustomQuery requires what a query does', () => {
  expect(actionAccess('ExecuteCustomQuery')).toBe(QUERY_ACCESS);
});

test.each([
  ['SendMessage', 'DATA_WRITE'],
  ['ExecuteRequest', 'DATA_WRITE'],
  ['DownloadRecording', 'DATA_READ'],
  ['LookupPhoneNumber', 'DATA_READ'],
  ['NoSuchAction', 'DATA_WRITE'],
  ['toString', 'DATA_WRITE'],
])('the action %s has the audit type %s', (name, audit) => {
  expect(actionAccess(name)).toEqual({ permission: 'connectors.actions.execute', audit });
});

test.each([
  ['ADMIN_READ', false],
  ['DATA_READ', false],
  ['ADMIN_WRITE', true],
  ['DATA_WRITE', true],
] as const)('whether a call of the type %s is audited even if it succeeds: %s', (audit, isWrite) => {
  expect(isAuditedWrite(audit)).toBe(isWrite);
});
