import { expect, test } from 'vitest';
import { toGrants } from './grants.js';
import type { RoleName } from './roles.js';

const PROJECT = 'projects/p';
const CONNECTION = 'projects/p/locations/local/connections/c';

test('a member has the permissions of all its roles, and other members have none of them', () => {
  const grants = toGrants(
    [
      { role: 'roles/connectors.viewer', members: ['token:a', 'token:b'] },
      { role: 'roles/connectors.invoker', members: ['token:a'] },
    ],
    PROJECT,
  );
  const has = (member: string, permission: `connectors.${string}.${string}`) => grants.get(member)?.has(permission);
  expect([has('token:a', 'connectors.connections.get'), has('token:a', 'connectors.entities.list')]).toEqual([
    true,
    true,
  ]);
  expect([has('token:b', 'connectors.connections.get'), has('token:b', 'connectors.entities.list')]).toEqual([
    true,
    false,
  ]);
  expect(grants.get('token:c')).toBeUndefined();
});

test('on a connection, a role grants only permissions of connectors, and on a project all of them', () => {
  const held = (resource: string) => {
    const grants = toGrants([{ role: 'roles/connectors.admin', members: ['token:a'] }], resource);
    return [...(grants.get('token:a') ?? [])];
  };
  const isOfConnectors = (permission: string) => permission.startsWith('connectors.');
  expect(held(PROJECT)).toContain('resourcemanager.projects.setIamPolicy');
  expect(held(CONNECTION)).toEqual(held(PROJECT).filter(isOfConnectors));
  expect(held(CONNECTION).length).toBeGreaterThan(0);
});

test('a stored role that this version does not know grants nothing, and does not affect the others', () => {
  const grants = toGrants(
    [
      { role: 'roles/connectors.future' as RoleName, members: ['token:a'] },
      { role: 'constructor' as RoleName, members: ['token:a'] },
      { role: 'roles/connectors.invoker', members: ['token:b'] },
    ],
    PROJECT,
  );
  expect([...grants.keys()]).toEqual(['token:b']);
});
