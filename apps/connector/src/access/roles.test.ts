import { expect, test } from 'vitest';
import { markdownTable } from '../../test/markdown-table.js';
import { METHODS } from '../rest/methods.js';
import type { Permission } from './permissions.js';
import { isRoleName, type RoleName, ROLES } from './roles.js';

const names = Object.keys(ROLES).filter(isRoleName);
const needed = [...new Set(METHODS.map(({ permission }) => permission))].filter(
  (permission): permission is Permission => permission.includes('.'),
);

test('the role connectors.admin has the permission of every connectors method', () => {
  const ofConnectors = needed.filter((permission) => !permission.startsWith('secretmanager.'));
  const held: readonly Permission[] = ROLES['roles/connectors.admin'].permissions;
  expect(ofConnectors.filter((permission) => !held.includes(permission))).toEqual([]);
});

test.each([
  ['roles/connectors.viewer', /^connectors\.\w+\.(?:get|list|get\w+)$|^resourcemanager\.projects\.(?:get|list)$/],
  ['roles/connectors.invoker', /^connectors\.(?:actions|entities|entityTypes)\.|executeSqlQuery$/],
  [
    'roles/secretmanager.viewer',
    /^secretmanager\.\w+\.(?:get|list|getIamPolicy)$|^resourcemanager\.projects\.(?:get|list)$/,
  ],
  ['roles/secretmanager.secretAccessor', /^secretmanager\.versions\.access$|^resourcemanager\.projects\.(?:get|list)$/],
  ['roles/secretmanager.admin', /^secretmanager\.|^resourcemanager\.projects\./],
] as const)('%s has only permissions that match %s', (role, pattern) => {
  expect(ROLES[role].permissions.filter((permission) => !pattern.test(permission))).toEqual([]);
});

test('the role connectors.viewer has no permission to read entities, actions or audit records', () => {
  const held = ROLES['roles/connectors.viewer'].permissions;
  expect(held.filter((permission) => /entities|actions|entityTypes|auditRecords/.test(permission))).toEqual([]);
});

test('no connectors role has a permission to read or change a secret', () => {
  const held = names.filter((name) => name.includes('connectors')).flatMap((name) => [...ROLES[name].permissions]);
  const ofSecrets = held.filter((permission) => permission.startsWith('secretmanager.'));
  expect(ofSecrets).toEqual(['secretmanager.secrets.getIamPolicy']);
});

test('no role contains a permission twice', () => {
  for (const name of names) expect(new Set(ROLES[name].permissions).size, name).toBe(ROLES[name].permissions.length);
});

test('docs/permissions.md shows which role may call which method', async () => {
  const rows = METHODS.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((method) => {
    const permission = method.requirement && method.permission === 'none' ? 'by request' : method.permission;
    const usual = BY_REQUEST[method.id] ?? 'connectors.actions.execute';
    const marks = names.map((name) => mark(name, permission === 'by request' ? usual : permission));
    return [`\`${method.id}\``, `\`${permission}\``, method.audit, ...marks];
  });
  const head = ['method', 'permission', 'audit', ...names.map((name) => `\`${name.replace('roles/', '')}\``)];
  await expect(`${INTRODUCTION}\n${markdownTable([head, ...rows])}\n`).toMatchFileSnapshot(
    '../../../../docs/permissions.md',
  );
});

const INTRODUCTION = `# Permissions

The table shows which role may call which method. A test generates it from the declarations of the methods. \`none\`: any caller
with a valid token. \`by request\`: the permission of the operation, action, project or connection that the request names.
\`administrator\`: only the administrator's token. Methods that are not built answer 501 to every caller with a
valid token. Changing the service account of a connection with \`v1.connections.patch\` requires \`connectors.connections.update\` on
the project of the connection.
`;

/** A permission that requests of a method require, if it is not that of an action. */
const BY_REQUEST: Readonly<Record<string, string>> = {
  'logging.entries.list': 'connectors.connections.get',
  'monitoring.projects.timeSeries.list': 'connectors.connections.get',
};

function mark(name: RoleName, permission: string): string {
  if (permission === 'none') return 'yes';
  return ROLES[name].permissions.some((held) => held === permission) ? 'yes' : '';
}
