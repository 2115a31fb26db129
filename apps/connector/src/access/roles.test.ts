import { expect, test } from 'vitest';
import { markdownTable } from '../../test/markdown-table.js';
import { GOOGLE_METHODS } from '../rest/router.js';
import { METHOD_ACCESS, type Permission } from './permissions.js';
import { isRoleName, type RoleName, ROLES, rolesWith } from './roles.js';

const names = Object.keys(ROLES).filter(isRoleName);
const needed = [...new Set(Object.values(METHOD_ACCESS).map(({ permission }) => permission))].filter(
  (permission): permission is Permission => permission.includes('.'),
);

test('roles/connectors.admin includes the permission of every method', () => {
  expect(needed.filter((permission) => !ROLES['roles/connectors.admin'].permissions.includes(permission))).toEqual([]);
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
] as const)('%s includes only permissions that match %s', (role, pattern) => {
  expect(ROLES[role].permissions.filter((permission) => !pattern.test(permission))).toEqual([]);
});

test('roles/connectors.viewer includes no permission to read data', () => {
  const held = ROLES['roles/connectors.viewer'].permissions;
  expect(held.filter((permission) => /entities|actions|entityTypes|auditRecords/.test(permission))).toEqual([]);
});

test('no connectors role includes a permission to read or change a secret', () => {
  const held = names.filter((name) => name.includes('connectors')).flatMap((name) => [...ROLES[name].permissions]);
  const ofSecrets = held.filter((permission) => permission.startsWith('secretmanager.'));
  expect(ofSecrets).toEqual(['secretmanager.secrets.getIamPolicy']);
});

test('no role lists a permission twice', () => {
  for (const name of names) expect(new Set(ROLES[name].permissions).size, name).toBe(ROLES[name].permissions.length);
});

test('docs/permissions.md lists the roles that may call each method', async () => {
  const rows = GOOGLE_METHODS.map(({ id }) => id)
    .toSorted()
    .map((id) => {
      const { permission = 'none', audit = '' } = METHOD_ACCESS[id] ?? {};
      return [`\`${id}\``, `\`${permission}\``, audit, ...names.map((name) => mark(name, permission))];
    });
  const head = ['method', 'permission', 'audit', ...names.map((name) => `\`${name.replace('roles/', '')}\``)];
  await expect(`${INTRODUCTION}\n${markdownTable([head, ...rows])}\n`).toMatchFileSnapshot(
    '../../../../docs/permissions.md',
  );
});

const INTRODUCTION = `# Permissions

The roles that may call each of Google's methods. A test generates this page from \`apps/connector/src/access/\`. \`none\`: any
valid token is enough; \`byBody\`: the permission depends on the operation or action in the request. Methods that are not built
require their permission too.
`;

function mark(name: RoleName, permission: string): string {
  if (permission === 'none') return 'yes';
  if (permission === 'byBody') return rolesWith('connectors.actions.execute').includes(name) ? 'yes' : '';
  return ROLES[name].permissions.some((held) => held === permission) ? 'yes' : '';
}
